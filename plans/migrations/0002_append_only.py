from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("plans", "0001_initial")]

    operations = [
        append_only(
            "plans_historicaldocument",
            "plans_historicalcitation",
            "plans_historicalplan",
            "plans_historicalassignedunit",
            "plans_historicalholiday",
            "plans_historicaldeadlinerule",
            "plans_historicalround",
            "plans_historicaltask",
            "plans_historicalassignment",
        )
    ]
