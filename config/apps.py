from django.contrib.admin.apps import AdminConfig as DjangoAdminConfig


class AdminConfig(DjangoAdminConfig):
    """Django's admin on our own site: import admins only (contract.md §5)."""

    default_site = "accounts.admin_site.ImportAdminSite"
