from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("communes", "0002_append_only")]

    operations = [
        migrations.RemoveConstraint("criteriaset", "criteria_version_once"),
        migrations.RenameField("criteriaset", "version", "edition"),
        migrations.RenameField("historicalcriteriaset", "version", "edition"),
        migrations.AlterModelOptions(
            "criteriaset",
            {
                "ordering": ["-in_force_from", "-edition"],
                "verbose_name": "bộ tiêu chí",
                "verbose_name_plural": "bộ tiêu chí",
            },
        ),
        *(
            migrations.AlterField(
                model,
                "edition",
                models.PositiveSmallIntegerField(
                    default=1, editable=False, verbose_name="bản"
                ),
            )
            for model in ("criteriaset", "historicalcriteriaset")
        ),
        migrations.AddConstraint(
            "criteriaset",
            models.UniqueConstraint(
                fields=["document", "unit_level", "edition"],
                name="criteria_edition_once",
                violation_error_message="Văn bản đã có bản tiêu chí này.",
            ),
        ),
    ]
