"""All migrations up to here in one, for installations to come; those that have the others go on from them."""

import accounts.models.user
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.manager
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('accounts', '0001_initial'), ('accounts', '0002_weekly_touches'), ('accounts', '0003_brief_news'), ('accounts', '0004_occasion_notice'), ('accounts', '0005_day_cap'), ('accounts', '0006_search_state')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail')),
                ('name', models.CharField(blank=True, max_length=150, verbose_name='your name')),
                ('timezone', models.CharField(default='UTC', max_length=64, validators=[accounts.models.user.validate_time_zone])),
                ('country', models.CharField(default='US', help_text='Its public holidays are not business days.', max_length=2, validators=[accounts.models.user.validate_country])),
                ('digest_hour', models.PositiveSmallIntegerField(default=7, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(23)])),
                ('digest_days', models.CharField(blank=True, default='1234567', max_length=7, validators=[django.core.validators.RegexValidator('^[1-7]*$')])),
                ('next_digest_at', models.DateTimeField(editable=False, null=True)),
                ('weekly_goal', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)])),
                ('key_months', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)])),
                ('regular_months', models.PositiveSmallIntegerField(default=6, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)])),
                ('light_months', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)])),
                ('welcomed_at', models.DateTimeField(editable=False, null=True)),
                ('is_active', models.BooleanField(default=True)),
                ('is_staff', models.BooleanField(default=False)),
                ('date_joined', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                ('weekly_touches', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='touches a week that I can keep up')),
                ('occasion_notice_days', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MaxValueValidator(30)])),
                ('day_cap', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='people a day')),
                ('search_state', models.CharField(choices=[('searching', 'searching'), ('paused', 'paused'), ('landed', 'landed')], default='searching', editable=False, max_length=9)),
                ('search_state_since', models.DateField(editable=False, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['next_digest_at'], name='accounts_user_digest_due')],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='accounts_user_email_once'), models.CheckConstraint(condition=models.Q(('digest_hour__lte', 23)), name='accounts_user_digest_hour'), models.CheckConstraint(condition=models.Q(('occasion_notice_days__lte', 30)), name='accounts_user_occasion_notice'), models.CheckConstraint(condition=models.Q(('day_cap__range', (1, 50))), name='accounts_user_day_cap'), models.CheckConstraint(condition=models.Q(('search_state__in', ['searching', 'paused', 'landed'])), name='accounts_user_search_state')],
            },
        ),
        migrations.CreateModel(
            name='SearchBrief',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('roles', models.CharField(blank=True, max_length=300)),
                ('industries', models.CharField(blank=True, max_length=300)),
                ('places', models.CharField(blank=True, max_length=300)),
                ('brings', models.TextField(blank=True, max_length=2000, verbose_name='what I bring')),
                ('asks', models.TextField(blank=True, max_length=2000, verbose_name='what I ask for')),
                ('owner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='search_brief', to=settings.AUTH_USER_MODEL)),
                ('news', models.TextField(blank=True, max_length=400, verbose_name='an update on myself')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unscoped',
                'default_manager_name': 'unscoped',
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
