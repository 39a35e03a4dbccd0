from django.db import migrations

from accounts.append_only import append_only


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        append_only(
            "accounts_changeset",
            "accounts_seal",
            "accounts_historicaluser",
            "accounts_historicalmembership",
            "accounts_historicalunit",
            "accounts_historicalalias",
            "accounts_historicalsuccession",
        )
    ]
