"""Words of Vietnamese official papers that the reader leans on."""

from __future__ import annotations

import re

KINDS = {
    "KẾ HOẠCH": "KH",
    "QUYẾT ĐỊNH": "QĐ",
    "CHỈ THỊ": "CT",
    "NGHỊ QUYẾT": "NQ",
    "BÁO CÁO": "BC",
    "CHƯƠNG TRÌNH HÀNH ĐỘNG": "CTr",
    "CHƯƠNG TRÌNH": "CTr",
    "THÔNG BÁO": "TB",
    "HƯỚNG DẪN": "HD",
    "PHƯƠNG ÁN": "PA",
    "ĐỀ ÁN": "ĐA",
    "DỰ ÁN": "DA",
    "TỜ TRÌNH": "TTr",
    "CÔNG ĐIỆN": "CĐ",
    "KẾT LUẬN": "KL",
    "QUY ĐỊNH": "QyĐ",
    "QUY CHẾ": "QC",
    "THÔNG TRI": "TT",
    "CÔNG VĂN": "CV",
}
CITED_KINDS = {
    **KINDS,
    "NGHỊ ĐỊNH": "NĐ",
    "THÔNG TƯ LIÊN TỊCH": "TTLT",
    "THÔNG TƯ": "TT",
    "BỘ LUẬT": "Luật",
    "LUẬT": "Luật",
    "PHÁP LỆNH": "PL",
    "HIẾN PHÁP": "HP",
    "VĂN BẢN": "CV",
}
SYMBOL_KINDS = {
    code.lower(): code
    for code in [
        "KH",
        "QĐ",
        "CT",
        "NQ",
        "BC",
        "CTr",
        "TB",
        "HD",
        "PA",
        "ĐA",
        "DA",
        "TTr",
        "CĐ",
        "KL",
        "QyĐ",
        "QC",
        "TT",
        "TTLT",
        "NĐ",
        "NQLT",
        "BB",
        "HĐ",
        "QH",
        "PL",
        "CTrHĐ",
        "CTHĐ",
    ]
}

AGENCY = re.compile(
    r"(?!xã hội(?! học)|hội nghị|hội thảo|hội thi|báo cáo|trường hợp|đội ngũ"
    r"|bộ tiêu chí|ban hành"
    r"|bộ luật|đoàn kết|trung tâm của|cơ quan nào"
    r"|(?:cơ quan|đơn vị|sở, ngành) (?:chủ trì|phối hợp|thực hiện)\s?:)"
    r"(?:các |những |liên )?"
    r"(?:công an|sở|liên sở|ubnd|hđnd|ủy ban|uỷ ban|hội đồng|ban (?!hành)|bộ (?!phận"
    r"|máy|đội cụ)"
    r"|cục|chi cục|tổng cục|viện|vks|tòa án|toà án|tand|hội |liên đoàn|liên hiệp"
    r"|liên minh"
    r"|đoàn (?:thanh|tncs|thể|kinh|luật|th|đại)|thành đoàn|tỉnh đoàn|huyện đoàn"
    r"|mặt trận"
    r"|ubmttq|mttq"
    r"|đài\b|báo |cơ quan|trường |nhà trường|trung tâm|thanh tra|văn phòng|vp ubnd"
    r"|kho bạc"
    r"|thủ trưởng|giám đốc|chủ tịch|chánh văn|chánh tòa|chánh án|chánh thanh tra"
    r"|viện trưởng|chỉ huy trưởng|cục trưởng|chi cục trưởng|hiệu trưởng|tổng biên tập"
    r"|bộ trưởng|thống đốc|đội trưởng|đồn biên phòng|đồn trưởng|quản lý thị trường"
    r"|người đứng đầu|bí thư|trưởng "
    r"|ngành|đơn vị|địa phương|tổ chức (?:chính|đoàn|xã|thành|đảng)|đoàn thể|hội,"
    r"|doanh nghiệp"
    r"|huyện\b|quận\b|thị xã|thành phố|thành ủy|thành uỷ|tỉnh ủy|tỉnh uỷ|huyện ủy"
    r"|quận ủy"
    r"|thị ủy|đảng ủy|đảng uỷ|đảng đoàn|đảng bộ|chi,"
    r"|chi bộ|xã\b|phường|thị trấn|đặc khu|cấp ủy|cấp uỷ"
    r"|phòng [A-ZĐa-zđ]"
    r"|thường trực|lực lượng|bảo hiểm|ngân hàng|hải quan|bưu điện|cảnh sát|quân đội"
    r"|thành viên|thường vụ|cơ sở cai|cơ sở điều|cơ sở giáo|trạm\b|công ty|tổ dân phố"
    r"|thôn\b|đội |bch"
    r"|ban,|sở,|bộ,|cảng|quỹ|học viện|đại học|tập đoàn|bệnh viện|kiểm lâm)",
    re.IGNORECASE,
)
BODY_VERBS = (
    "Chỉ đạo|Tổ chức|Phối hợp|Chủ trì|Tham mưu|Căn cứ|Tiếp tục|Xây dựng|Triển khai"
    "|Thực hiện|Tăng cường|Hướng dẫn|Quản lý|Đẩy mạnh|Rà soát|Kiểm tra|Bố trí|Cân đối"
    "|Chủ động|Phát huy|Lồng ghép|Nâng cao|Vận động|Phát động|Nghiên cứu|Theo dõi"
    "|Đôn đốc"
    "|Tuyên truyền|Cung cấp|Bảo đảm|Đảm bảo|Trên cơ sở|Theo chức năng|Hằng năm|Hàng năm"
    "|Định kỳ|Duy trì|Mở|Quán triệt|Giao|Yêu cầu|Có trách nhiệm|Chịu trách nhiệm|Lập"
    "|Giúp|Là cơ quan|Tập trung|Phấn đấu|Đề xuất|Nắm|Thẩm định|Tổng hợp|Đề nghị"
    "|Ban hành"
    "|Điều tra|Kiểm soát|Thường xuyên|Kịp thời|Đổi mới|Phát hiện|Đưa|Giám sát|Hỗ trợ"
    "|Huy động|Củng cố|Kiện toàn|Khẩn trương|Làm tốt|Lãnh đạo|Mở rộng|Ngăn chặn"
    "|Nhân rộng"
    "|Phân công|Phổ biến|Trực tiếp|Truy tố|Tích cực|Ưu tiên|Xử lý|Xem xét|Đăng tải"
    "|Đánh giá"
    "|Chú trọng|Cập nhật|Chịu|Đấu tranh|Đề ra|Tạo điều kiện|Tạo|Tư vấn|Báo cáo|Trình"
    "|Thông báo"
    "|Thành lập|Tiến hành|Tiếp nhận|Đa dạng|Thông qua|Sử dụng|Khai thác|Quan tâm|Cử"
    "|Đưa tin|Định hướng|Khám|Đẩy nhanh|Bám sát|Nêu cao|Tăng|Giữ vững|Lấy"
)

UNITS = (
    "vụ án|vụ việc|vụ|chuyên án|bộ hồ sơ|hồ sơ|lượt người|lượt bệnh nhân"
    "|lượt học sinh|lượt"
    "|người nghiện|người dân|người bệnh|người|bệnh nhân|học viên|đối tượng|bị can"
    "|học sinh"
    "|tình nguyện viên|cộng tác viên|cán bộ|hội viên|đoàn viên|tuyên truyền viên"
    "|thành viên"
    "|điểm, tụ điểm|tụ điểm, điểm|tụ điểm|điểm"
    "|đơn vị hành chính cấp xã|xã, phường, thị trấn|xã, phường, đặc khu"
    "|phường, xã, thị trấn"
    "|xã, thị trấn|phường, thị trấn|xã, phường|phường, xã"
    "|xã|phường|thị trấn|đặc khu|huyện, thị xã, thành phố|huyện, thành phố"
    "|quận, huyện, thị xã"
    "|quận, huyện|huyện|quận|thị xã|tỉnh, thành phố|tỉnh|thành phố"
    "|thôn, bản|thôn, tổ dân phố|bản, tiểu khu|thôn|bản|xóm|ấp|khu phố|tổ dân phố"
    "|khu dân cư|tổ"
    "|cơ sở|trung tâm|trạm y tế|phòng khám|câu lạc bộ|clb|đội|nhóm|mô hình|đơn vị"
    "|cơ quan"
    "|trường học|trường|doanh nghiệp|hộ gia đình|hộ|gia đình|tuyến|địa bàn"
    "|buổi|lớp|cuộc|đợt|lần|hội nghị|hội thảo|chương trình|chuyên đề|chuyên mục"
    "|phóng sự"
    "|tin, bài|tin bài|tin|bài viết|bài|tờ rơi|pa nô|pano|áp phích|băng rôn"
    "|khẩu hiệu|cuốn"
    "|kg|gam|ha|m2|m²|cây|đường dây|băng nhóm|ổ nhóm|nghị quyết|kế hoạch|văn bản"
    "|báo cáo"
    "|phương tiện|hòm thư|camera|kỳ|số|phiên tòa|phiên toà|vị trí|điểm cấp phát"
)
