"""Names of organizations compare better than before: keys are worked out anew, and those that turn out one become one."""

from collections import defaultdict

from django.db import migrations

from contacts.organization_names import organization_key


def work_out_anew(apps, schema_editor):
    Organization = apps.get_model("contacts", "Organization")
    Contact = apps.get_model("contacts", "Contact")
    Posting = apps.get_model("contacts", "Posting")
    by_key = defaultdict(list)
    for row in Organization._base_manager.order_by("-interest", "pk").values_list("pk", "owner_id", "name", "name_key"):
        by_key[row[1], organization_key(row[2])].append(row)
    changed = {place: rows for place, rows in by_key.items() if len(rows) > 1 or rows[0][3] != place[1]}
    for rows in changed.values():
        if len(rows) > 1:
            _make_one(Organization, Contact, Posting, [row[0] for row in rows])
    # Away from each other first: a key that one leaves may be the key of the next.
    for rows in changed.values():
        Organization._base_manager.filter(pk=rows[0][0]).update(name_key=f"\x01{rows[0][0]}")
    for (_, key), rows in changed.items():
        Organization._base_manager.filter(pk=rows[0][0]).update(name_key=key)


def _make_one(Organization, Contact, Posting, keys):
    """The first of ``keys``, the most wanted, takes over what the others have; their names stay in its notes."""
    found = Organization._base_manager.in_bulk(keys)
    first, *others = (found[key] for key in keys)
    for other in others:
        Contact._base_manager.filter(organization_id=other.pk).update(organization_id=first.pk)
        for posting in Posting._base_manager.filter(organization_id=other.pk):
            twin = Posting._base_manager.filter(organization_id=first.pk, title=posting.title, url=posting.url).first()
            if twin is None:
                Posting._base_manager.filter(pk=posting.pk).update(organization_id=first.pk)
            else:
                twin.applied_on = twin.applied_on or posting.applied_on
                twin.notes = "\n".join(part for part in (twin.notes, posting.notes) if part)
                twin.save()
        first.website = first.website or other.website
        names = f"Also called {other.name}." if other.name != first.name else ""
        site = f"Also at {other.website}" if other.website not in ("", first.website) else ""
        first.notes = "\n".join(part for part in (first.notes, names, site, other.notes) if part)
        other.delete()
    first.save()


class Migration(migrations.Migration):
    dependencies = [("contacts", "0004_changes_and_differences")]

    operations = [migrations.RunPython(work_out_anew, migrations.RunPython.noop, elidable=True)]
