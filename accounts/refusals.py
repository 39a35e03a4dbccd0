"""A refusal is one Vietnamese sentence on a page that needs no database."""

from __future__ import annotations

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from sheets.wording import Words, again

SENTENCES = Words(
    "refusal",
    {
        400: "Yêu cầu không hợp lệ; hãy quay lại trang trước và thử lại.",
        403: "Đồng chí không có quyền làm việc này.",
        404: "Không tìm thấy trang này.",
        405: "Trang này không nhận cách gửi đó.",
        409: "Số liệu vừa được người khác thay đổi.",
        413: "Tệp hoặc nội dung gửi lên quá lớn.",
        422: "Nội dung gửi lên chưa đúng.",
        500: "Hệ thống gặp lỗi; số liệu đã lưu không bị ảnh hưởng.",
        503: "Hệ thống đang tạm ngừng, hãy thử lại sau ít phút; "
        "số liệu đã lưu vẫn còn.",
    },
)


class Refusal(Exception):
    """An action says no: a status, a sentence and what else the page may show."""

    def __init__(self, message: str, *, status: int = 422, **details: object) -> None:
        super().__init__(message)
        self.message = message
        self.status = status
        self.details = details

    @property
    def sentence(self) -> str:
        """The message as the reader of a page knows it; `message` is Vietnamese."""
        return again(self.message)


def refuse(request: HttpRequest, status: int, message: str = "") -> HttpResponse:
    """The refusal page, or its JSON twin where JSON was asked for."""
    message = message or SENTENCES[status]
    if wants_json(request):
        return JsonResponse({"ok": False, "message": message}, status=status)
    known = status if status in {400, 403, 404, 409, 413, 422, 500, 503} else 400
    html = render_to_string(f"{known}.html", {"message": again(message)})
    return HttpResponse(html, status=status)


def wants_json(request: HttpRequest) -> bool:
    if request.path.startswith("/api/"):
        return True
    return "application/json" in request.headers.get("Accept", "")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    # The body is first read by the check of the form's token, before any view.
    too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent)
    return refuse(request, 413 if too_large else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return refuse(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    return refuse(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return refuse(
        request,
        403,
        "Phiên làm việc của trang đã cũ; hãy tải lại trang rồi gửi lại.",
    )
