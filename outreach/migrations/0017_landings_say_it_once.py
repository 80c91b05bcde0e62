from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0016_landings_have_outcomes'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'landed'), ('landing__isnull', False)), models.Q(models.Q(('kind', 'landed'), _negated=True), ('landing', None)), _connector='OR'), name='outreach_outcome_of_landing'),
        ),
        migrations.RemoveField(
            model_name='landing',
            name='organization',
        ),
        migrations.RemoveField(
            model_name='landing',
            name='role',
        ),
        migrations.RemoveField(
            model_name='landing',
            name='landed_on',
        ),
        migrations.RemoveConstraint(
            model_name='landingword',
            name='outreach_landing_word_once',
        ),
        migrations.RemoveConstraint(
            model_name='landingword',
            name='outreach_landing_word_kind',
        ),
        migrations.RemoveField(
            model_name='landingword',
            name='kind',
        ),
        migrations.AddConstraint(
            model_name='landingword',
            constraint=models.UniqueConstraint(fields=('landing', 'contact'), name='outreach_landing_word_once'),
        ),
    ]
