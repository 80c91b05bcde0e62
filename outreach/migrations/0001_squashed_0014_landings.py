"""All migrations up to here in one, for installations to come; those that have the others go on from them."""

import django.core.validators
import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('outreach', '0001_initial'), ('outreach', '0002_merged_entries'), ('outreach', '0003_templates'), ('outreach', '0004_stopped_elsewhere'), ('outreach', '0005_drafts'), ('outreach', '0006_campaign_kinds_and_policies'), ('outreach', '0007_skips'), ('outreach', '0008_pace'), ('outreach', '0009_what_an_attempt_began_with'), ('outreach', '0010_references'), ('outreach', '0011_words_and_turns'), ('outreach', '0012_reasons_wanted'), ('outreach', '0013_introductions'), ('outreach', '0014_landings')]

    initial = True

    dependencies = [
        ('accounts', '0006_search_state'),
        ('contacts', '0020_timeline_kinds'),
    ]

    operations = [
        migrations.CreateModel(
            name='MessageTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('call', 'call'), ('message', 'message'), ('letter', 'letter or card')], default='email', max_length=8, verbose_name='how it goes out')),
                ('purpose', models.CharField(choices=[('ask', 'asking for something'), ('catch_up', 'catching up'), ('check_in', 'asking how they are'), ('announcement', 'telling people you are looking'), ('update', 'telling people how it goes'), ('found_work', 'thanking them once you found work'), ('closing', 'closing kindly once you found work'), ('ref_goals', 'telling a reference your goals'), ('ref_update', 'keeping a reference informed'), ('ref_brief', 'preparing a reference for a call'), ('ref_outcome', 'telling a reference how it went'), ('ref_thanks', 'thanking a reference'), ('nudge', 'asking again, gently'), ('thanks', 'saying thanks'), ('report', 'telling how it went')], default='ask', max_length=12, verbose_name='what it is for')),
                ('ask_kind', models.CharField(blank=True, choices=[('information', 'information'), ('advice', 'advice'), ('introduction', 'an introduction'), ('referral', 'a referral'), ('reference', 'a reference')], max_length=12, verbose_name='what it asks for')),
                ('step', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='attempt')),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(max_length=10000, verbose_name='what to say')),
                ('voicemail', models.TextField(blank=True, max_length=2000, verbose_name='what to say to the voicemail')),
                ('skeleton', models.CharField(blank=True, editable=False, max_length=40)),
                ('is_archived', models.BooleanField(default=False, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'template',
                'indexes': [models.Index(fields=['owner', 'is_archived', 'name'], name='outreach_templates_by_name')],
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='outreach_template_once', violation_error_message='You have a template of that name already.'), models.UniqueConstraint(condition=models.Q(('skeleton', ''), _negated=True), fields=('owner', 'skeleton'), name='outreach_template_one_version'), models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='outreach_template_says_something'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'call', 'message', 'letter'])), name='outreach_template_channel'), models.CheckConstraint(condition=models.Q(('ask_kind__in', ['', 'information', 'advice', 'introduction', 'referral', 'reference'])), name='outreach_template_ask_kind'), models.CheckConstraint(condition=models.Q(('step', None), ('step__range', (1, 9)), _connector='OR'), name='outreach_template_step'), models.CheckConstraint(condition=models.Q(('purpose__in', ['ask', 'catch_up', 'check_in', 'announcement', 'update', 'found_work', 'closing', 'ref_goals', 'ref_update', 'ref_brief', 'ref_outcome', 'ref_thanks', 'nudge', 'thanks', 'report'])), name='outreach_template_purpose')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='OwnPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('steps', models.JSONField()),
                ('close_out_gap', models.PositiveSmallIntegerField(default=10, verbose_name='business days to answer the last one')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'policy',
                'verbose_name_plural': 'policies',
                'constraints': [models.UniqueConstraint(fields=('owner', 'name'), name='outreach_policy_once', violation_error_message='You have a policy of that name already.'), models.CheckConstraint(condition=models.Q(('close_out_gap__range', (1, 60))), name='outreach_policy_close_out')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Pace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('attempts_a_day', models.PositiveSmallIntegerField(default=10, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(50)], verbose_name='attempts a day, at most')),
                ('away_from', models.DateField(editable=False, null=True)),
                ('away_until', models.DateField(editable=False, null=True)),
                ('owner', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('attempts_a_day__range', (1, 50))), name='outreach_pace_cap'), models.CheckConstraint(condition=models.Q(models.Q(('away_from', None), ('away_until', None)), ('away_until__gte', models.F('away_from')), _connector='OR'), name='outreach_pace_away')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Reference',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('knows', models.TextField(blank=True, max_length=500, verbose_name='what they could speak to')),
                ('added_on', models.DateField(editable=False)),
                ('asked_on', models.DateField(editable=False, null=True)),
                ('affirmed_on', models.DateField(editable=False, null=True)),
                ('declined_on', models.DateField(editable=False, null=True)),
                ('goals_on', models.DateField(editable=False, null=True)),
                ('informed_on', models.DateField(editable=False, null=True)),
                ('retired_on', models.DateField(editable=False, null=True)),
                ('snoozed_until', models.DateField(editable=False, null=True)),
                ('contact', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='reference', to='contacts.contact')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('affirmed_on', None), ('declined_on', None), _connector='OR'), name='outreach_reference_yes_or_no'), models.CheckConstraint(condition=models.Q(('affirmed_on__isnull', False), models.Q(('goals_on', None), ('informed_on', None)), _connector='OR'), name='outreach_reference_told_once_affirmed')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReferenceUse',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=200)),
                ('caller', models.CharField(blank=True, max_length=200, verbose_name='who will call')),
                ('expected_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('noted_on', models.DateField(editable=False)),
                ('briefed_on', models.DateField(editable=False, null=True)),
                ('outcome', models.CharField(blank=True, choices=[('offer', 'you got an offer'), ('next_round', 'you are a round further'), ('no', 'they chose somebody else'), ('withdrawn', 'you stepped back'), ('not_called', 'nobody called after all')], editable=False, max_length=10, verbose_name='how it went')),
                ('outcome_on', models.DateField(editable=False, null=True)),
                ('told_on', models.DateField(editable=False, null=True)),
                ('thanked_on', models.DateField(editable=False, null=True)),
                ('snoozed_until', models.DateField(editable=False, null=True)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reference_uses', to='contacts.organization')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='uses', to='outreach.reference')),
            ],
            options={
                'verbose_name': 'use of a reference',
                'indexes': [models.Index(fields=['reference', 'expected_on'], name='outreach_uses_by_day')],
                'constraints': [models.CheckConstraint(condition=models.Q(('role', ''), _negated=True), name='outreach_use_has_role'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'offer', 'next_round', 'no', 'withdrawn', 'not_called'])), name='outreach_use_outcome'), models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), ('outcome_on', None), ('told_on', None)), models.Q(models.Q(('outcome', ''), _negated=True), ('outcome_on__isnull', False)), _connector='OR'), name='outreach_use_told_of_outcome')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Landing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(blank=True, max_length=200)),
                ('landed_on', models.DateField(verbose_name='since when you know')),
                ('state_before', models.CharField(choices=[('searching', 'searching'), ('paused', 'paused'), ('landed', 'landed')], default='searching', max_length=9)),
                ('since_before', models.DateField(null=True)),
                ('ended_on', models.DateField(editable=False, null=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('organization', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='landings', to='contacts.organization')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('owner',), name='outreach_one_landing'), models.CheckConstraint(condition=models.Q(('state_before__in', ['searching', 'paused', 'landed'])), name='outreach_landing_state_before')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('goal', models.TextField(max_length=1000, verbose_name='what you want from it')),
                ('started_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, editable=False, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ask_kind', models.CharField(choices=[('information', 'information'), ('advice', 'advice'), ('introduction', 'an introduction'), ('referral', 'a referral'), ('reference', 'a reference')], default='advice', max_length=12, verbose_name='what you ask for')),
                ('follows', models.CharField(choices=[('five', 'Five attempts'), ('3b7', '3B7: one person at an organization at a time'), ('once', 'Once, and no chasing'), ('own', 'Steps of your own')], default='five', max_length=5)),
                ('kind', models.CharField(choices=[('conversations', 'conversations'), ('announcement', 'an announcement'), ('references', 'references'), ('reconnect', 'reconnecting')], default='conversations', max_length=13, verbose_name='what it is for')),
                ('weekly_goal', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(200)], verbose_name='people to reach here each week')),
                ('own_policy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='campaigns', to='outreach.ownpolicy')),
                ('closed_by', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='closed', to='outreach.landing')),
            ],
            options={
                'ordering': ('closed_on', '-started_on', '-pk'),
                'indexes': [models.Index(fields=['owner', '-started_on'], name='outreach_campaigns_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('goal', ''), _negated=True), name='outreach_campaign_has_goal'), models.CheckConstraint(condition=models.Q(('kind__in', ['conversations', 'announcement', 'references', 'reconnect'])), name='outreach_campaign_kind'), models.CheckConstraint(condition=models.Q(('ask_kind__in', ['information', 'advice', 'introduction', 'referral', 'reference'])), name='outreach_campaign_ask_kind'), models.CheckConstraint(condition=models.Q(models.Q(('follows', 'own'), ('own_policy__isnull', False)), models.Q(models.Q(('follows', 'own'), _negated=True), ('own_policy', None)), _connector='OR'), name='outreach_campaign_follows'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'announcement'), _negated=True), ('follows', 'once'), _connector='OR'), name='outreach_campaign_announced_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField(blank=True, max_length=1000, verbose_name='why them')),
                ('ask_kind', models.CharField(choices=[('information', 'information'), ('advice', 'advice'), ('introduction', 'an introduction'), ('referral', 'a referral'), ('reference', 'a reference')], default='advice', max_length=12, verbose_name='what you ask for')),
                ('state', models.CharField(choices=[('idea', 'needs a reason'), ('ready', 'ready to write'), ('waiting', 'reached out'), ('replied', 'talking'), ('meeting', 'meeting agreed'), ('not_now', 'not now'), ('declined', 'declined'), ('wrong_person', 'someone else is better'), ('no_reply', 'no reply'), ('done', 'done')], default='idea', editable=False, max_length=12)),
                ('attempts_made', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('attempts_before', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('next_attempt_on', models.DateField(editable=False, null=True)),
                ('close_out_on', models.DateField(editable=False, null=True)),
                ('revisit_on', models.DateField(blank=True, null=True)),
                ('moved_on', models.DateField(editable=False)),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='outreach.campaign')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='targets', to='contacts.contact')),
                ('away_until', models.DateField(editable=False, null=True)),
                ('close_out_before_rest', models.DateField(editable=False, null=True)),
                ('next_before_rest', models.DateField(editable=False, null=True)),
                ('next_before_turn', models.DateField(editable=False, null=True)),
                ('waved', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.interaction')),
                ('wants_reason', models.BooleanField(default=True, editable=False)),
            ],
            options={
                'indexes': [models.Index(fields=['campaign', 'state'], name='outreach_board'), models.Index(fields=['next_attempt_on'], name='outreach_attempts_due')],
                'constraints': [models.UniqueConstraint(fields=('campaign', 'contact'), name='outreach_target_once'), models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'ready', 'waiting', 'replied', 'meeting', 'not_now', 'declined', 'wrong_person', 'no_reply', 'done'])), name='outreach_target_state'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'not_now'), _negated=True), ('revisit_on__isnull', False), _connector='OR'), name='outreach_target_revisit'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('ready', 'waiting')), _negated=True), ('next_attempt_on__isnull', False), ('close_out_on__isnull', False), _connector='OR'), name='outreach_target_not_forgotten'), models.CheckConstraint(condition=models.Q(('attempts_before__lte', models.F('attempts_made'))), name='outreach_target_attempts_before'), models.CheckConstraint(condition=models.Q(('state', 'idea'), models.Q(('reason', ''), _negated=True), ('wants_reason', False), _connector='OR'), name='outreach_target_has_reason')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('call', 'call'), ('message', 'message'), ('letter', 'letter or card')], max_length=8)),
                ('made_on', models.DateField(verbose_name='when')),
                ('text', models.TextField(blank=True, verbose_name='what you wrote or said')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('interaction', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attempt', to='contacts.interaction')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attempts', to='outreach.target')),
                ('ask_kind', models.CharField(blank=True, choices=[('information', 'information'), ('advice', 'advice'), ('introduction', 'an introduction'), ('referral', 'a referral'), ('reference', 'a reference')], max_length=12)),
                ('began_with', models.CharField(blank=True, max_length=80)),
                ('skeleton', models.CharField(blank=True, max_length=40)),
                ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='attempts', to='outreach.messagetemplate')),
                ('tie', models.CharField(blank=True, choices=[('strong', 'strong'), ('weak', 'weak'), ('none', 'none yet')], max_length=8)),
            ],
            options={
                'ordering': ('number',),
                'indexes': [models.Index(fields=['made_on'], name='outreach_attempts_by_day')],
                'constraints': [models.UniqueConstraint(fields=('target', 'number'), name='outreach_attempt_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='outreach_attempt_number'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'call', 'message', 'letter'])), name='outreach_attempt_channel'), models.CheckConstraint(condition=models.Q(('ask_kind__in', ['', 'information', 'advice', 'introduction', 'referral', 'reference'])), name='outreach_attempt_ask_kind'), models.CheckConstraint(condition=models.Q(('tie__in', ['', 'strong', 'weak', 'none'])), name='outreach_attempt_tie')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Move',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reason', 'say why them'), ('attempt', 'log an attempt'), ('reply', 'log a reply'), ('meeting', 'agree to meet'), ('meeting_off', 'call the meeting off'), ('declined', 'note that they said no'), ('not_now', 'put it off to a date'), ('wrong_person', 'note that someone else is better'), ('no_reply', 'close it without a reply'), ('reopened', 'take it up again'), ('done', 'finish it'), ('merged', 'make one of two'), ('elsewhere', 'stop because they answered elsewhere')], max_length=12)),
                ('moved_on', models.DateField()),
                ('heard', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('idea', 'needs a reason'), ('ready', 'ready to write'), ('waiting', 'reached out'), ('replied', 'talking'), ('meeting', 'meeting agreed'), ('not_now', 'not now'), ('declined', 'declined'), ('wrong_person', 'someone else is better'), ('no_reply', 'no reply'), ('done', 'done')], max_length=12)),
                ('note', models.TextField(blank=True)),
                ('state_before', models.CharField(choices=[('idea', 'needs a reason'), ('ready', 'ready to write'), ('waiting', 'reached out'), ('replied', 'talking'), ('meeting', 'meeting agreed'), ('not_now', 'not now'), ('declined', 'declined'), ('wrong_person', 'someone else is better'), ('no_reply', 'no reply'), ('done', 'done')], max_length=12)),
                ('round_before', models.PositiveSmallIntegerField(default=0)),
                ('next_attempt_before', models.DateField(null=True)),
                ('close_out_before', models.DateField(null=True)),
                ('revisit_before', models.DateField(null=True)),
                ('moved_before', models.DateField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('attempt', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='move', to='outreach.attempt')),
                ('interaction', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='outreach_move', to='contacts.interaction')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='outreach.target')),
                ('echo_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='echoes', to='outreach.move')),
                ('was_there', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['target', '-id'], name='outreach_move_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'ready', 'waiting', 'replied', 'meeting', 'not_now', 'declined', 'wrong_person', 'no_reply', 'done']), ('state_before__in', ['idea', 'ready', 'waiting', 'replied', 'meeting', 'not_now', 'declined', 'wrong_person', 'no_reply', 'done'])), name='outreach_move_states'), models.CheckConstraint(condition=models.Q(('kind__in', ['reason', 'attempt', 'reply', 'meeting', 'meeting_off', 'declined', 'not_now', 'wrong_person', 'no_reply', 'reopened', 'done', 'merged', 'elsewhere'])), name='outreach_move_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Skip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until', models.DateField()),
                ('campaign', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skips', to='outreach.campaign')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='skips', to='contacts.contact')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('campaign', 'contact'), name='outreach_skip_once')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ReferenceStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'ask them'), ('agreed', 'note that they said yes'), ('declined', 'note that they said no'), ('goals', 'tell them your goals'), ('informed', 'bring them up to date'), ('retired', 'let them rest'), ('back', 'take them up again'), ('briefed', 'prepare them'), ('outcome', 'note how it went'), ('told', 'tell them how it went'), ('thanked', 'thank them')], max_length=8)),
                ('done_on', models.DateField()),
                ('before', models.JSONField(default=dict)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('interaction', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reference_step', to='contacts.interaction')),
                ('move', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='reference_step', to='outreach.move')),
                ('reference', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='outreach.reference')),
                ('use', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='outreach.referenceuse')),
            ],
            options={
                'indexes': [models.Index(fields=['reference', '-id'], name='outreach_ref_steps_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['asked', 'agreed', 'declined', 'goals', 'informed', 'retired', 'back', 'briefed', 'outcome', 'told', 'thanked'])), name='outreach_reference_step_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Introduction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('connector_name', models.CharField(max_length=250)),
                ('wish', models.CharField(max_length=250, verbose_name='whom you would like to meet')),
                ('why', models.TextField(blank=True, max_length=1000, verbose_name='why them')),
                ('lines', models.TextField(blank=True, max_length=3000, verbose_name='lines to pass on')),
                ('state', models.CharField(choices=[('idea', 'not asked yet'), ('asked', 'asked'), ('agreed', 'agreed'), ('made', 'introduced'), ('met', 'met'), ('told', 'told how it went'), ('declined', 'declined'), ('rested', 'let rest')], default='idea', editable=False, max_length=8)),
                ('is_inferred', models.BooleanField(default=False, editable=False)),
                ('step_count', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('nudge_count', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('noted_on', models.DateField(editable=False)),
                ('asked_on', models.DateField(editable=False, null=True)),
                ('nudged_on', models.DateField(editable=False, null=True)),
                ('agreed_on', models.DateField(editable=False, null=True)),
                ('opted_in_on', models.DateField(editable=False, null=True)),
                ('made_on', models.DateField(editable=False, null=True)),
                ('thanked_on', models.DateField(editable=False, null=True)),
                ('met_on', models.DateField(editable=False, null=True)),
                ('told_on', models.DateField(editable=False, null=True)),
                ('closed_on', models.DateField(editable=False, null=True)),
                ('moved_on', models.DateField(editable=False)),
                ('snoozed_until', models.DateField(editable=False, null=True)),
                ('campaign', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions', to='outreach.campaign')),
                ('connector', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions_made', to='contacts.contact')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('target', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outreach.target')),
                ('whom', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introductions_to', to='contacts.contact')),
            ],
            options={
                'indexes': [models.Index(fields=['owner', 'state'], name='outreach_introductions')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'asked', 'agreed', 'made', 'met', 'told', 'declined', 'rested'])), name='outreach_introduction_state'), models.CheckConstraint(condition=models.Q(models.Q(('wish', ''), _negated=True), models.Q(('connector_name', ''), _negated=True)), name='outreach_introduction_named'), models.CheckConstraint(condition=models.Q(('connector', None), ('whom', None), models.Q(('connector', models.F('whom')), _negated=True), _connector='OR'), name='outreach_introduction_of_two'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'asked'), _negated=True), ('asked_on__isnull', False), _connector='OR'), name='outreach_introduction_asked'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'agreed'), _negated=True), ('agreed_on__isnull', False), _connector='OR'), name='outreach_introduction_agreed'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'made'), _negated=True), ('made_on__isnull', False), _connector='OR'), name='outreach_introduction_made'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'met'), _negated=True), ('met_on__isnull', False), _connector='OR'), name='outreach_introduction_met'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'told'), _negated=True), ('told_on__isnull', False), _connector='OR'), name='outreach_introduction_told'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='outreach_introduction_declined'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'rested'), _negated=True), ('closed_on__isnull', False), _connector='OR'), name='outreach_introduction_rested')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(null=True)),
                ('channel', models.CharField(choices=[('email', 'e-mail'), ('call', 'call'), ('message', 'message'), ('letter', 'letter or card')], default='email', max_length=8, verbose_name='how it goes out')),
                ('purpose', models.CharField(choices=[('ask', 'asking for something'), ('catch_up', 'catching up'), ('check_in', 'asking how they are'), ('announcement', 'telling people you are looking'), ('update', 'telling people how it goes'), ('found_work', 'thanking them once you found work'), ('closing', 'closing kindly once you found work'), ('ref_goals', 'telling a reference your goals'), ('ref_update', 'keeping a reference informed'), ('ref_brief', 'preparing a reference for a call'), ('ref_outcome', 'telling a reference how it went'), ('ref_thanks', 'thanking a reference'), ('nudge', 'asking again, gently'), ('thanks', 'saying thanks'), ('report', 'telling how it went')], default='ask', max_length=12)),
                ('subject', models.CharField(blank=True, max_length=200)),
                ('body', models.TextField(blank=True)),
                ('voicemail', models.TextField(blank=True)),
                ('former_subject', models.CharField(blank=True, max_length=200)),
                ('former_body', models.TextField(blank=True)),
                ('former_voicemail', models.TextField(blank=True)),
                ('waved', models.JSONField(default=list)),
                ('unlocked_because', models.CharField(blank=True, max_length=300)),
                ('page', models.CharField(blank=True, max_length=32)),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField()),
                ('contact', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='contacts.contact')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('target', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='outreach.target')),
                ('former_skeleton', models.CharField(blank=True, max_length=40)),
                ('former_template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outreach.messagetemplate')),
                ('skeleton', models.CharField(blank=True, max_length=40)),
                ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='outreach.messagetemplate')),
                ('reference', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='outreach.reference')),
                ('use', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='outreach.referenceuse')),
                ('introduction', models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='draft', to='outreach.introduction')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'call', 'message', 'letter'])), name='outreach_draft_channel'), models.CheckConstraint(condition=models.Q(models.Q(('contact__isnull', True), ('introduction__isnull', True), ('reference__isnull', True), ('target__isnull', False), ('use__isnull', True)), models.Q(('contact__isnull', False), ('introduction__isnull', True), ('reference__isnull', True), ('target__isnull', True), ('use__isnull', True)), models.Q(('contact__isnull', True), ('introduction__isnull', True), ('reference__isnull', False), ('target__isnull', True), ('use__isnull', True)), models.Q(('contact__isnull', True), ('introduction__isnull', True), ('reference__isnull', True), ('target__isnull', True), ('use__isnull', False)), models.Q(('contact__isnull', True), ('introduction__isnull', False), ('reference__isnull', True), ('target__isnull', True), ('use__isnull', True)), _connector='OR'), name='outreach_draft_of_one'), models.CheckConstraint(condition=models.Q(('purpose__in', ['ask', 'catch_up', 'check_in', 'announcement', 'update', 'found_work', 'closing', 'ref_goals', 'ref_update', 'ref_brief', 'ref_outcome', 'ref_thanks', 'nudge', 'thanks', 'report'])), name='outreach_draft_purpose')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='IntroductionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('asked', 'note that you asked'), ('nudged', 'nudge'), ('agreed', 'note that they agreed'), ('opted_in', 'note that the other one said yes'), ('made', 'note that you were introduced'), ('thanked', 'say thanks'), ('met', 'note that you met'), ('told', 'tell how it went'), ('declined', 'note that they would rather not'), ('rested', 'let it rest')], max_length=8)),
                ('happened_on', models.DateField()),
                ('note', models.TextField(blank=True)),
                ('state', models.CharField(choices=[('idea', 'not asked yet'), ('asked', 'asked'), ('agreed', 'agreed'), ('made', 'introduced'), ('met', 'met'), ('told', 'told how it went'), ('declined', 'declined'), ('rested', 'let rest')], max_length=8)),
                ('state_before', models.CharField(choices=[('idea', 'not asked yet'), ('asked', 'asked'), ('agreed', 'agreed'), ('made', 'introduced'), ('met', 'met'), ('told', 'told how it went'), ('declined', 'declined'), ('rested', 'let rest')], max_length=8)),
                ('day_before', models.DateField(null=True)),
                ('moved_before', models.DateField()),
                ('named', models.BooleanField(default=False)),
                ('led', models.BooleanField(default=False)),
                ('interaction', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='introduction_step', to='contacts.interaction')),
                ('introducer_before', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='contacts.contact')),
                ('introduction', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='outreach.introduction')),
            ],
            options={
                'ordering': ('pk',),
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['asked', 'nudged', 'agreed', 'opted_in', 'made', 'thanked', 'met', 'told', 'declined', 'rested'])), name='outreach_introduction_step_kind'), models.CheckConstraint(condition=models.Q(('state__in', ['idea', 'asked', 'agreed', 'made', 'met', 'told', 'declined', 'rested']), ('state_before__in', ['idea', 'asked', 'agreed', 'made', 'met', 'told', 'declined', 'rested'])), name='outreach_introduction_step_states')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='LandingWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('thanks', 'thanked them'), ('closing', 'told them')], default='thanks', max_length=7)),
                ('said_on', models.DateField()),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='landing_words', to='contacts.contact')),
                ('landing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='words', to='outreach.landing')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('landing', 'contact', 'kind'), name='outreach_landing_word_once'), models.CheckConstraint(condition=models.Q(('kind__in', ['thanks', 'closing'])), name='outreach_landing_word_kind')],
            },
            managers=[
                ('unscoped', django.db.models.manager.Manager()),
            ],
        ),
    ]
