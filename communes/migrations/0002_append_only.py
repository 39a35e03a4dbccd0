from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("communes", "0001_initial"), ("accounts", "0002_append_only")]

    operations = [
        append_only(
            "communes_historicalcriteriaset",
            "communes_historicalassessment",
            "communes_historicalanswer",
            "communes_historicalremark",
            "communes_historicaldecision",
            "communes_historicalrecognition",
            "communes_historicalkeyarea",
            "communes_historicalpilotarea",
        )
    ]
