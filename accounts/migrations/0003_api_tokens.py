import django.db.models.deletion
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from accounts.append_only import append_only


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalApiToken',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='tên gọi')),
                ('prefix', models.CharField(db_index=True, max_length=12, verbose_name='phần công khai')),
                ('scope', models.CharField(choices=[('READ', 'Read'), ('WRITE', 'Write')], max_length=5, verbose_name='quyền')),
                ('created_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thu hồi lúc')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField()),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('change_set', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.changeset')),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('user', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical khóa API',
                'verbose_name_plural': 'historical khóa API',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, verbose_name='tên gọi')),
                ('prefix', models.CharField(max_length=12, unique=True, verbose_name='phần công khai')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('scope', models.CharField(choices=[('READ', 'Read'), ('WRITE', 'Write')], max_length=5, verbose_name='quyền')),
                ('created_at', models.DateTimeField(verbose_name='tạo lúc')),
                ('expires_at', models.DateTimeField(verbose_name='hết hạn lúc')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='thu hồi lúc')),
                ('last_used_at', models.DateTimeField(blank=True, null=True, verbose_name='dùng lần cuối')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'khóa API',
                'verbose_name_plural': 'khóa API',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('revoked_at__isnull', True)), fields=('user', 'name'), name='token_name_once_per_person', violation_error_message='Đồng chí đang có khóa khác cùng tên.'), models.CheckConstraint(condition=models.Q(('expires_at__gt', models.F('created_at'))), name='token_expires_after_it_begins')],
            },
        ),
        append_only('accounts_historicalapitoken'),
    ]
