from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("targets", "0001_initial")]

    operations = [
        append_only(
            "targets_historicalindicator",
            "targets_historicaltarget",
            "targets_historicalquota",
            "targets_historicalsubmission",
            "targets_historicalresult",
        )
    ]
