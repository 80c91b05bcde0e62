"""Questions typed one a line become rows of their interview; the user's own join their bank too."""

from django.db import migrations, models

from interviews.models.question import question_key

# As pages offered them, in the words of then.
_SHIPPED = {
    "What made you choose this path, and what did you nearly choose instead?": ("path", "back_story"),
    "What is changing most in your field just now?": ("changing", "trends"),
    "What surprised you about this work once you were in it?": ("surprise", "insights"),
    "Which mistake taught you the most?": ("mistake", "back_story"),
    "What would you do first in my place?": ("my_place", "advice"),
    "What do you read, and where do people in this field meet?": ("reading", "resources"),
    "Whom else would you talk to, if you were me?": ("whom_else", "whom_else"),
}


def into_rows(apps, schema_editor):
    Interview = apps.get_model("interviews", "Interview")
    InterviewQuestion = apps.get_model("interviews", "InterviewQuestion")
    Question = apps.get_model("interviews", "Question")
    rows = Interview._base_manager.exclude(questions="").order_by("pk")
    for pk, owner_id, text in rows.values_list("pk", "contact__owner_id", "questions"):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        picked = InterviewQuestion._base_manager.filter(interview_id=pk).values_list("text", flat=True)
        there = {question_key(each) for each in picked}
        lines = [line for line in lines if question_key(line) not in there]
        for position, line in enumerate(lines, start=len(there)):
            key, purpose = _SHIPPED.get(line, ("", "other"))
            own = None
            if not key:
                own, _ = Question._base_manager.get_or_create(
                    owner_id=owner_id, text_key=question_key(line), defaults={"text": line, "purpose": purpose}
                )
            InterviewQuestion._base_manager.create(
                interview_id=pk, question=own, shipped=key, text=line, purpose=purpose, position=position
            )


def into_text(apps, schema_editor):
    Interview = apps.get_model("interviews", "Interview")
    InterviewQuestion = apps.get_model("interviews", "InterviewQuestion")
    texts = {}
    for pk, text in InterviewQuestion._base_manager.order_by("position", "pk").values_list("interview_id", "text"):
        texts.setdefault(pk, []).append(text)
    for pk, lines in texts.items():
        Interview._base_manager.filter(pk=pk).update(questions="\n".join(lines))


class Migration(migrations.Migration):
    dependencies = [("interviews", "0006_note_sheet")]

    operations = [
        migrations.AddField("interview", "agenda", models.TextField(blank=True)),
        migrations.AddField("interview", "is_framed", models.BooleanField(default=False, editable=False)),
        migrations.AddField("interview", "organization_homework", models.TextField(blank=True, verbose_name="homework on the organization")),
        migrations.AddField("interview", "who_i_am", models.TextField(blank=True)),
        migrations.AddField("interview", "who_referred_me", models.TextField(blank=True)),
        migrations.AddField("interview", "why_you", models.TextField(blank=True)),
        migrations.AlterField("interview", "homework", models.TextField(blank=True)),
        migrations.RunPython(into_rows, into_text),
        migrations.RemoveField("interview", "questions"),
    ]
