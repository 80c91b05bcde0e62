import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('outreach', '0016_landings_have_outcomes'),
    ]

    operations = [
        migrations.AlterField(
            model_name='landing',
            name='outcome',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='landing', to='outreach.outcome'),
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
