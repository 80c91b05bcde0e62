"""All migrations up to here in one, for installations to come; those that have the others go on from them."""

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('contacts', '0001_initial'), ('contacts', '0002_details_events_and_postings'), ('contacts', '0003_brainstorm_and_what_events_led_to'), ('contacts', '0004_changes_and_differences'), ('contacts', '0005_organization_keys'), ('contacts', '0006_import_in_parts'), ('contacts', '0007_index_the_list'), ('contacts', '0008_network'), ('contacts', '0009_events_and_ties_taken_back'), ('contacts', '0010_removed_things'), ('contacts', '0011_import_speakers'), ('contacts', '0012_occasions_settled'), ('contacts', '0013_muted'), ('contacts', '0014_organization_aliases'), ('contacts', '0015_bring_an_account_back'), ('contacts', '0016_talks_can_be_muted'), ('contacts', '0017_saved_views'), ('contacts', '0018_former_years'), ('contacts', '0019_follow_ups_repeat'), ('contacts', '0020_timeline_kinds')]

    initial = True

    dependencies = [
        ('accounts', '0006_search_state'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('filename', models.CharField(max_length=255)),
                ('format_name', models.CharField(blank=True, max_length=60)),
                ('state', models.CharField(choices=[('uploaded', 'being read'), ('columns', 'columns to be told'), ('ready', 'ready to look at'), ('refused', 'could not be read'), ('committing', 'being brought in'), ('done', 'brought in'), ('undoing', 'being taken back'), ('undone', 'taken back')], default='uploaded', max_length=12)),
                ('problem', models.TextField(blank=True)),
                ('tier', models.CharField(choices=[('key', 'key'), ('regular', 'regular'), ('light', 'light'), ('none', 'no reminders')], default='light', max_length=8, verbose_name='keep in touch')),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('report', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('touched_at', models.DateTimeField(auto_now=True)),
                ('finished_at', models.DateTimeField(null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('header', models.TextField(blank=True)),
                ('made', models.JSONField(default=dict)),
                ('mapping', models.JSONField(default=dict)),
                ('undone_at', models.DateTimeField(null=True)),
                ('archive', models.JSONField(default=dict)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', '-created_at'], name='contacts_imports_newest')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Organization',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(blank=True, editable=False, max_length=200)),
                ('interest', models.PositiveSmallIntegerField(choices=[(0, 'Not a goal'), (1, 'Worth a look'), (2, 'I would like it there'), (3, 'My first choice')], default=0, validators=[django.core.validators.MaxValueValidator(3)], verbose_name='would you like to work there?')),
                ('website', models.URLField(blank=True, max_length=500)),
                ('notes', models.TextField(blank=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('industry', models.CharField(blank=True, help_text='“Rail freight”, “Ports”.', max_length=120)),
                ('industry_key', models.CharField(blank=True, editable=False, max_length=200)),
            ],
            options={
                'ordering': ('name_key',),
                'indexes': [models.Index(fields=['owner', '-interest', 'name_key'], name='contacts_by_interest')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name_key'), name='contacts_organization_once', violation_error_message='You already have an organization with this name.'), models.CheckConstraint(condition=models.Q(('interest__lte', 3)), name='contacts_organization_interest')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('name_key', models.CharField(editable=False, max_length=200)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('name_key',),
                'constraints': [models.UniqueConstraint(fields=('owner', 'name_key'), name='contacts_tag_once', violation_error_message='You already have this tag.'), models.CheckConstraint(condition=models.Q(('name_key', ''), _negated=True), name='contacts_tag_named')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_name', models.CharField(max_length=120)),
                ('last_name', models.CharField(blank=True, max_length=120)),
                ('title', models.CharField(blank=True, help_text='What they do: “Head of Logistics”.', max_length=200)),
                ('how_known', models.CharField(blank=True, help_text='“Worked together at Northwind”, “a friend of Ana’s”.', max_length=300, verbose_name='how I know them')),
                ('walk_of_life', models.CharField(blank=True, choices=[('work', 'work'), ('school', 'school or university'), ('family', 'family'), ('friends', 'friends'), ('neighbours', 'neighbours'), ('clubs', 'sports and clubs'), ('services', 'doctor, hairdresser and the like'), ('events', 'events and associations'), ('online', 'online'), ('other', 'elsewhere')], max_length=12)),
                ('tie', models.CharField(choices=[('strong', 'strong'), ('weak', 'weak'), ('none', 'none yet')], default='weak', max_length=8)),
                ('tier', models.CharField(choices=[('key', 'key'), ('regular', 'regular'), ('light', 'light'), ('none', 'no reminders')], default='regular', max_length=8, verbose_name='keep in touch')),
                ('cadence_months', models.PositiveSmallIntegerField(blank=True, help_text='Only if this person differs from their tier.', null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)], verbose_name='every so many months')),
                ('notes', models.TextField(blank=True)),
                ('is_archived', models.BooleanField(default=False, verbose_name='archived')),
                ('do_not_contact', models.BooleanField(default=False)),
                ('added_on', models.DateField()),
                ('spread_permille', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('last_interaction_on', models.DateField(editable=False, null=True)),
                ('next_touch_on', models.DateField(editable=False, null=True)),
                ('snoozed_until', models.DateField(blank=True, editable=False, null=True)),
                ('search_key', models.CharField(blank=True, editable=False, max_length=600)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('introduced_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introduced', to='contacts.contact')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organization', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contacts', to='contacts.organization')),
                ('tags', models.ManyToManyField(blank=True, related_name='contacts', to='contacts.tag')),
                ('tie_kept_on', models.DateField(editable=False, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'next_touch_on'], name='contacts_by_next_touch'), models.Index(fields=['owner', 'last_interaction_on'], name='contacts_by_last'), models.Index(fields=['owner', '-added_on'], name='contacts_by_newest'), models.Index(condition=models.Q(('is_archived', False)), fields=['owner', 'search_key'], name='contacts_in_list'), models.Index(fields=['owner', 'is_archived'], name='contacts_archived')],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_name', ''), _negated=True), name='contacts_contact_named'), models.CheckConstraint(condition=models.Q(('tie__in', ['strong', 'weak', 'none'])), name='contacts_contact_tie'), models.CheckConstraint(condition=models.Q(('tier__in', ['key', 'regular', 'light', 'none'])), name='contacts_contact_tier'), models.CheckConstraint(condition=models.Q(('walk_of_life__in', ['', 'work', 'school', 'family', 'friends', 'neighbours', 'clubs', 'services', 'events', 'online', 'other'])), name='contacts_contact_walk_of_life'), models.CheckConstraint(condition=models.Q(('cadence_months', None), ('cadence_months__range', (1, 60)), _connector='OR'), name='contacts_contact_months'), models.CheckConstraint(condition=models.Q(('introduced_by', None), models.Q(('introduced_by', models.F('pk')), _negated=True), _connector='OR'), name='contacts_contact_not_self_led')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.PositiveIntegerField()),
                ('verdict', models.CharField(choices=[('new', 'new'), ('changed', 'adds details'), ('unchanged', 'already here'), ('organization', 'organization'), ('skipped', 'skipped'), ('error', 'cannot be read')], max_length=12)),
                ('name', models.CharField(blank=True, max_length=300)),
                ('changes', models.JSONField(default=list)),
                ('fingerprint', models.CharField(blank=True, editable=False, max_length=32)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('made', models.TextField(default='{}', editable=False)),
                ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='contacts.importbatch')),
                ('contact', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact')),
                ('maybe_same_as', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact')),
                ('choice', models.CharField(blank=True, choices=[('same', 'the same person'), ('other', 'somebody else'), ('leave', 'left out')], max_length=8)),
                ('compares_by', models.TextField(blank=True, editable=False)),
                ('differences', models.JSONField(default=list)),
                ('kept', models.CharField(blank=True, max_length=500)),
                ('kind', models.CharField(default='person', max_length=12)),
                ('photo', models.BinaryField(default=b'')),
                ('position', models.PositiveIntegerField(default=0)),
                ('stored', models.TextField(default='{}')),
                ('takes_file', models.BooleanField(default=False)),
                ('speaker', models.PositiveIntegerField(null=True)),
            ],
            options={
                'ordering': ('position', 'pk'),
                'indexes': [models.Index(fields=['fingerprint'], name='contacts_import_fingerprints'), models.Index(fields=['batch', 'verdict', 'position'], name='contacts_import_rows')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='contacts_import_row_once'), models.CheckConstraint(condition=models.Q(('choice__in', ['', 'same', 'other', 'leave'])), name='contacts_import_choice')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ContactPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'e-mail'), ('phone', 'phone'), ('profile', 'profile')], max_length=8)),
                ('label', models.CharField(blank=True, max_length=60)),
                ('value', models.CharField(max_length=500)),
                ('normalised', models.CharField(blank=True, editable=False, max_length=500)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='contacts.contact')),
            ],
            options={
                'ordering': ('kind', 'pk'),
                'indexes': [models.Index(fields=['normalised'], name='contacts_point_normalised')],
                'constraints': [models.UniqueConstraint(fields=('contact', 'kind', 'normalised'), name='contacts_point_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['email', 'phone', 'profile'])), name='contacts_point_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Detail',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('family', 'family'), ('job', 'job'), ('interest', 'interest'), ('need', 'need'), ('offer', 'can offer'), ('other', 'good to know')], default='other', max_length=8, verbose_name='about')),
                ('text', models.TextField(verbose_name='what you know')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='details', to='contacts.contact')),
            ],
            options={
                'ordering': ('pk',),
                'indexes': [models.Index(fields=['contact', 'kind'], name='contacts_details')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['family', 'job', 'interest', 'need', 'offer', 'other'])), name='contacts_detail_kind'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='contacts_detail_says_what')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('on', models.DateField(verbose_name='when')),
                ('place', models.CharField(blank=True, max_length=200, verbose_name='where')),
                ('notes', models.TextField(blank=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('people', models.ManyToManyField(blank=True, related_name='events', to='contacts.contact')),
            ],
            options={
                'indexes': [models.Index(fields=['owner', '-on'], name='contacts_events_newest')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name', 'on'), name='contacts_event_once', violation_error_message='You already have this event on that day.'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='contacts_event_named')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Interaction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('email', 'e-mail'), ('call', 'call'), ('message', 'message'), ('meeting', 'meeting'), ('letter', 'letter or card'), ('touch', 'light touch'), ('other', 'something else')], default='email', max_length=8)),
                ('direction', models.CharField(choices=[('outgoing', 'I reached out'), ('incoming', 'they reached out'), ('mutual', 'both of us')], default='outgoing', max_length=8)),
                ('on', models.DateField(verbose_name='when')),
                ('summary', models.TextField(blank=True, verbose_name='what it was about')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interactions', to='contacts.contact')),
                ('source_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('event', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='interactions', to='contacts.event')),
                ('gave', models.CharField(blank=True, max_length=200, verbose_name='what I gave')),
                ('received', models.CharField(blank=True, max_length=200, verbose_name='what I got')),
            ],
            options={
                'indexes': [models.Index(fields=['contact', '-on', 'kind'], name='contacts_timeline')],
                'constraints': [models.CheckConstraint(condition=models.Q(('direction__in', ['outgoing', 'incoming', 'mutual'])), name='contacts_interaction_direction'), models.UniqueConstraint(condition=models.Q(('source_key', ''), _negated=True), fields=('contact', 'source_key'), name='contacts_interaction_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['email', 'call', 'message', 'meeting', 'letter', 'touch', 'other'])), name='contacts_interaction_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(help_text='“Send her the article on warehouse robots.”', max_length=300)),
                ('due_on', models.DateField(verbose_name='by when')),
                ('done_on', models.DateField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='contacts.contact')),
                ('event', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='follow_ups', to='contacts.event')),
                ('anchor_on', models.DateField(editable=False, null=True)),
                ('every', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='repeat every')),
                ('repeat_from', models.CharField(blank=True, choices=[('schedule', 'the day planned'), ('done', 'the day it is done')], default='schedule', max_length=8, verbose_name='counted from')),
                ('unit', models.CharField(blank=True, choices=[('day', 'days'), ('week', 'weeks'), ('month', 'months')], max_length=5)),
            ],
            options={
                'verbose_name': 'follow-up',
                'ordering': ('due_on', 'pk'),
                'indexes': [models.Index(condition=models.Q(('done_on', None)), fields=['contact', 'due_on'], name='contacts_follow_up_open')],
                'constraints': [models.CheckConstraint(condition=models.Q(('what', ''), _negated=True), name='contacts_follow_up_says_what'), models.CheckConstraint(condition=models.Q(models.Q(('every', None), ('unit', '')), models.Q(('anchor_on__isnull', False), ('every__range', (1, 99)), ('unit__in', ['day', 'week', 'month'])), _connector='OR'), name='contacts_follow_up_repeats'), models.CheckConstraint(condition=models.Q(('repeat_from__in', ['schedule', 'done'])), name='contacts_follow_up_repeat_from')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Occasion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('birthday', 'birthday'), ('anniversary', 'anniversary'), ('other', 'another day')], default='birthday', max_length=12, verbose_name='what it is')),
                ('name', models.CharField(blank=True, help_text='“Day the company was founded”.', max_length=80)),
                ('month', models.PositiveSmallIntegerField()),
                ('day', models.PositiveSmallIntegerField()),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='occasions', to='contacts.contact')),
                ('greeting', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.interaction')),
                ('settled_for', models.DateField(editable=False, null=True)),
                ('snoozed_until', models.DateField(editable=False, null=True)),
            ],
            options={
                'ordering': ('month', 'day', 'pk'),
                'constraints': [models.UniqueConstraint(fields=('contact', 'kind', 'name'), name='contacts_occasion_once', violation_error_message='This day is noted already.'), models.CheckConstraint(condition=models.Q(('kind__in', ['birthday', 'anniversary', 'other'])), name='contacts_occasion_kind'), models.CheckConstraint(condition=models.Q(models.Q(('day__range', (1, 31)), ('month__in', [1, 3, 5, 7, 8, 10, 12])), models.Q(('day__range', (1, 30)), ('month__in', [4, 6, 9, 11])), models.Q(('day__range', (1, 29)), ('month', 2)), _connector='OR'), name='contacts_occasion_day'), models.CheckConstraint(condition=models.Q(('year', None), ('year__range', (1, 9999)), _connector='OR'), name='contacts_occasion_year')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('image', models.BinaryField()),
                ('digest', models.CharField(editable=False, max_length=32)),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='contacts.contact')),
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
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='job title')),
                ('url', models.URLField(blank=True, max_length=1000, verbose_name='address')),
                ('applied_on', models.DateField(blank=True, null=True, verbose_name='applied on')),
                ('notes', models.TextField(blank=True)),
                ('added_on', models.DateField(editable=False)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='postings', to='contacts.organization')),
                ('led_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='postings_led_to', to='contacts.contact')),
                ('offered_on', models.DateField(blank=True, null=True, verbose_name='offer came on')),
            ],
            options={
                'ordering': ('-added_on', '-pk'),
                'constraints': [models.UniqueConstraint(fields=('organization', 'title', 'url'), name='contacts_posting_once', violation_error_message='You already have this posting.'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='contacts_posting_titled')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SavedLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.URLField(max_length=1000, verbose_name='address')),
                ('title', models.CharField(blank=True, max_length=300)),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='why')),
                ('saved_on', models.DateField(editable=False)),
                ('sent_on', models.DateField(blank=True, editable=False, null=True)),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='saved_links', to='contacts.contact')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ('-saved_on', '-pk'),
                'indexes': [models.Index(fields=['owner', '-saved_on'], name='contacts_links_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('url', ''), _negated=True), name='contacts_link_has_address')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Brainstorm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('walk', models.CharField(choices=[('work', 'work'), ('school', 'school or university'), ('family', 'family'), ('friends', 'friends'), ('neighbours', 'neighbours'), ('clubs', 'sports and clubs'), ('services', 'doctor, hairdresser and the like'), ('events', 'events and associations'), ('online', 'online'), ('other', 'elsewhere')], default='work', max_length=12)),
                ('tier', models.CharField(choices=[('key', 'key'), ('regular', 'regular'), ('light', 'light'), ('none', 'no reminders')], default='light', max_length=8, verbose_name='keep in touch')),
                ('waiting', models.JSONField(blank=True, default=list)),
                ('keys', models.JSONField(blank=True, default=list)),
                ('owner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('walk__in', ['work', 'school', 'family', 'friends', 'neighbours', 'clubs', 'services', 'events', 'online', 'other'])), name='contacts_brainstorm_walk'), models.CheckConstraint(condition=models.Q(('tier__in', ['key', 'regular', 'light', 'none'])), name='contacts_brainstorm_tier')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('several', 'several people changed'), ('people_merged', 'two people merged'), ('organizations_merged', 'two organizations merged'), ('not_the_same', 'two told apart'), ('campaign', 'people added to a campaign'), ('brainstorm', 'names taken back'), ('ties', 'ties rated'), ('event', 'an event changed'), ('removed', 'something removed')], max_length=24)),
                ('sentence', models.TextField()),
                ('rests_on', models.CharField(blank=True, editable=False, max_length=80)),
                ('made_at', models.DateTimeField()),
                ('undone_at', models.DateTimeField(editable=False, null=True)),
                ('kept', models.JSONField(default=list, editable=False)),
                ('kept_count', models.PositiveIntegerField(default=0, editable=False)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['owner', '-made_at'], name='contacts_changes_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['several', 'people_merged', 'organizations_merged', 'not_the_same', 'campaign', 'brainstorm', 'ties', 'event', 'removed'])), name='contacts_change_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ChangedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('model', models.CharField(max_length=80)),
                ('key', models.BigIntegerField()),
                ('before', models.JSONField(null=True)),
                ('after', models.JSONField(null=True)),
                ('change', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='contacts.change')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('change', 'model', 'key'), name='contacts_changed_row_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DifferentOrganizations',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.organization')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.organization')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='contacts_different_organizations_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='contacts_different_organizations_ordered')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='DifferentPeople',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.contact')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='contacts_different_people_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='contacts_different_people_ordered')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ColumnMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('header_key', models.CharField(max_length=64)),
                ('fields', models.JSONField(default=dict)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'header_key'), name='contacts_mapping_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ImportPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('data', models.BinaryField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='contacts.importbatch')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='contacts_import_part_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('work', 'worked at'), ('school', 'studied at'), ('member', 'member of')], default='work', max_length=8, verbose_name='what')),
                ('until_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='until')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='contacts.contact')),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='contacts.organization')),
                ('from_year', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='from')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contact', 'organization', 'kind'), name='contacts_affiliation_once', violation_error_message='That is noted already.'), models.CheckConstraint(condition=models.Q(('kind__in', ['work', 'school', 'member'])), name='contacts_affiliation_kind'), models.CheckConstraint(condition=models.Q(('until_year', None), ('until_year__range', (1900, 2200)), _connector='OR'), name='contacts_affiliation_year'), models.CheckConstraint(condition=models.Q(('from_year', None), ('from_year__range', (1900, 2200)), _connector='OR'), name='contacts_affiliation_from_year'), models.CheckConstraint(condition=models.Q(('from_year', None), ('until_year', None), ('from_year__lte', models.F('until_year')), _connector='OR'), name='contacts_affiliation_in_order', violation_error_message='It ended before it began.')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('introduced', 'introduced them'), ('dismissed', 'not a match')], max_length=12)),
                ('made_on', models.DateField()),
                ('need', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.detail')),
                ('offer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.detail')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('need', 'offer'), name='contacts_match_once'), models.CheckConstraint(condition=models.Q(('verdict__in', ['introduced', 'dismissed'])), name='contacts_match_verdict')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='NetworkRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rated_on', models.DateField()),
                ('is_honest', models.BooleanField()),
                ('is_demanding', models.BooleanField()),
                ('is_alive', models.BooleanField()),
                ('is_ahead', models.BooleanField()),
                ('is_connected', models.BooleanField()),
                ('snoozed_until', models.DateField(editable=False, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('owner', 'rated_on'), name='contacts_rating_once_a_day')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='MutedKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('follow_up', 'follow-ups'), ('keep_in_touch', 'keeping in touch'), ('occasion', 'birthdays and other days'), ('attempt', 'the next attempt'), ('talking', 'talks that went quiet'), ('close_out', 'calling it a day'), ('revisit', 'coming back to them'), ('introduction', 'introductions'), ('reference', 'references'), ('interview_preparation', 'preparing a talk'), ('interview_confirmation', 'confirming a talk'), ('interview_today', 'the talk of the day'), ('debrief', 'how a talk went'), ('thank_you', 'thank-yous'), ('report_back', 'reporting back'), ('news_owed', 'news that you owe'), ('network_review', 'rating your network')], max_length=24)),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='muted_kinds', to='contacts.contact')),
            ],
            options={
                'verbose_name': 'muted reminder',
                'ordering': ('pk',),
                'constraints': [models.UniqueConstraint(fields=('contact', 'kind'), name='contacts_muted_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['follow_up', 'keep_in_touch', 'occasion', 'attempt', 'talking', 'close_out', 'revisit', 'introduction', 'reference', 'interview_preparation', 'interview_confirmation', 'interview_today', 'debrief', 'thank_you', 'report_back', 'news_owed', 'network_review'])), name='contacts_muted_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OrganizationAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200)),
                ('name_key', models.CharField(editable=False, max_length=200)),
                ('organization', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='contacts.organization')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'other name',
                'ordering': ('name_key',),
                'constraints': [models.UniqueConstraint(fields=('owner', 'name_key'), name='contacts_organization_alias_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RestoredRows',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('model', models.CharField(max_length=80)),
                ('prints', models.TextField()),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contacts.importbatch')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='contacts_restored_rows_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60)),
                ('name_key', models.CharField(editable=False, max_length=200)),
                ('query', models.TextField(blank=True)),
                ('tag_name', models.CharField(blank=True, editable=False, max_length=60)),
                ('event_name', models.CharField(blank=True, editable=False, max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('event', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.event')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('tag', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.tag')),
            ],
            options={
                'verbose_name': 'view',
                'indexes': [models.Index(fields=['owner', 'position'], name='contacts_views_in_order')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name_key'), name='contacts_view_once', violation_error_message='You already have a view with this name.'), models.CheckConstraint(condition=models.Q(('name_key', ''), _negated=True), name='contacts_view_named')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
