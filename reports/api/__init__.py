"""The JSON API of the product, `/api/v1/` (docs/api.md)."""

from __future__ import annotations

from reports.api import catalogue, communes, entry, tasks
from reports.api.door import OfficeAPI
from reports.api.failures import answer_failures

__all__ = ["api"]

api = OfficeAPI(
    title="Chỉ tiêu phòng, chống ma túy",
    version="1",
    description=(
        "Đọc kế hoạch, đơn vị, chỉ tiêu giao, kết quả, tiến độ; nhập kết quả. "
        "Mọi câu trả lời nằm trong phạm vi của người dùng."
    ),
    urls_namespace="api",
    docs_url=None,  # its page would load scripts from elsewhere
)
answer_failures(api)
for router in (catalogue.router, communes.router, tasks.router, entry.router):
    api.add_router("", router)
