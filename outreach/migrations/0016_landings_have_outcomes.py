import django.db.models.deletion
from django.db import migrations, models


def landings_become_outcomes(apps, schema_editor):
    """What the work is, and who was thanked for it, is an outcome and news of it from now on."""
    landing, word, outcome, news = (
        apps.get_model('outreach', name)._base_manager for name in ('Landing', 'LandingWord', 'Outcome', 'News')
    )
    for each in landing.order_by('pk').iterator():
        found = outcome.create(
            owner_id=each.owner_id,
            kind='landed',
            landing=each,
            organization_id=each.organization_id,
            role=each.role,
            happened_on=each.landed_on,
        )
        thanked = word.filter(landing=each, kind='thanks').order_by('pk')
        news.bulk_create(
            news.model(outcome=found, contact_id=contact, due_on=day, told_on=day)
            for contact, day in thanked.values_list('contact', 'said_on')
        )
        thanked.delete()


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0015_outcomes'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='outcome',
            name='outreach_outcome_kind',
        ),
        migrations.AlterField(
            model_name='outcome',
            name='kind',
            field=models.CharField(choices=[('interview', 'a job interview'), ('offer', 'an offer'), ('rejection', 'a no'), ('landed', 'the job'), ('closed', 'the end of a campaign')], max_length=9),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['interview', 'offer', 'rejection', 'landed', 'closed'])), name='outreach_outcome_kind'),
        ),
        migrations.AddField(
            model_name='outcome',
            name='landing',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='outcome', to='outreach.landing'),
        ),
        migrations.RunPython(landings_become_outcomes, migrations.RunPython.noop),
    ]
