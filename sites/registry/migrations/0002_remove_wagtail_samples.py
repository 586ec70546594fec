"""Remove the welcome site, groups and workflow that Wagtail's own migrations create.

Sites here are made by provisioning only, and rights come from our own role data.
"""

from django.db import migrations


def remove_samples(apps, schema_editor):
    apps.get_model("wagtailcore", "Site").objects.filter(hostname="localhost", is_default_site=True).delete()
    apps.get_model("auth", "Group").objects.filter(name__in=["Editors", "Moderators"]).delete()
    workflows = apps.get_model("wagtailcore", "Workflow").objects.filter(name="Moderators approval")
    workflows.delete()
    tasks = apps.get_model("wagtailcore", "GroupApprovalTask").objects.filter(name="Moderators approval")
    task_keys = list(tasks.values_list("pk", flat=True))
    tasks.delete()
    apps.get_model("wagtailcore", "Task").objects.filter(pk__in=task_keys).delete()
    # Straight in the table: a historical model knows nothing of the tree.
    page = apps.get_model("wagtailcore", "Page")
    welcome = page.objects.filter(depth=2, slug="home", title="Welcome to your new Wagtail site!")
    if welcome.exists():
        welcome.delete()
        page.objects.filter(depth=1).update(numchild=0)
    # Administrators see the roots of both trees.
    page.objects.filter(depth=1).update(title="全部网站", draft_title="全部网站")
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1).update(name="全部文件夹")


class Migration(migrations.Migration):
    dependencies = [
        ("sites_registry", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        # After the migrations that create what is removed here.
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0027_image_description"),
        ("wagtaildocs", "0014_alter_document_file_size"),
    ]

    operations = [migrations.RunPython(remove_samples, migrations.RunPython.noop)]
