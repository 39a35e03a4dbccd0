import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.append_only import append_only

class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_api_tokens'),
        ('communes', '0003_criteria_edition'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalremark',
            name='clause',
            field=models.CharField(blank=True, default='', max_length=20, verbose_name='điểm'),
        ),
        migrations.AddField(
            model_name='remark',
            name='clause',
            field=models.CharField(blank=True, default='', max_length=20, verbose_name='điểm'),
        ),
        migrations.CreateModel(
            name='HistoricalPaper',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='điểm')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('stored_file', models.CharField(db_index=True, max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(verbose_name='cỡ')),
                ('added_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('added_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('assessment', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='communes.assessment')),
                ('change_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.changeset')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical tệp hồ sơ đánh giá',
                'verbose_name_plural': 'historical tệp hồ sơ đánh giá',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('clause', models.CharField(blank=True, max_length=20, verbose_name='điểm')),
                ('name', models.CharField(max_length=255, verbose_name='tên tệp')),
                ('stored_file', models.CharField(max_length=120, unique=True)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveBigIntegerField(verbose_name='cỡ')),
                ('added_at', models.DateTimeField(verbose_name='gửi lúc')),
                ('added_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gửi')),
                ('assessment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='communes.assessment')),
            ],
            options={
                'verbose_name': 'tệp hồ sơ đánh giá',
                'verbose_name_plural': 'tệp hồ sơ đánh giá',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('assessment', 'clause', 'sha256'), name='paper_once_per_clause', violation_error_message='Điểm này đã có tệp này.')],
            },
        ),
        append_only('communes_historicalpaper'),
    ]
