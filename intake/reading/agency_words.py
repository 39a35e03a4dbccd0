"""The small words that names of agencies are made of, to tell where a name ends."""

from __future__ import annotations

_WORDS = """
    aids an ba ban bay binh biên biển biểu buộc bàn báo bí bưu bạc bản bảo bắt bệnh
    bồi bộ cai cao chi chiến chuyên chánh chân chí chính chăn chấp chỉ chống chủ
    chức chữ cá các cán còn công cùng cơ cư cảng cảnh cấp cần cổ cộng cục của cứu
    cửa cựu doanh du dâm dân dưỡng dược dạy dục dựng gia giam giao giám giáo giáp
    giới giữ gương hai hiv hiểm hiệp hiệu hoạch huy huyện hàng hành hình hóa hưu hạ
    hải hậu học hồi hộ hội hợp hữu khen kho khoa khu khác không khẩu khối kinh kiểm
    kế kỹ lao liên liệt luật lâm lý lưu lượng lại lập lịch lực ma minh miền môi môn
    mưu mại mầm mẫu mặt mỗi một mỹ ngang nghiên nghiệm nghiện nghiệp nghề nghệ nghị
    ngoài ngoại nguyên nguyện ngành ngân người nhiệm nhà nhân nhóm nhập những ninh
    niên non nuôi nông núi năng nước nạn nội nữ phong pháp phát phân phòng phó
    phương phường phạm phẩm phố phổ phụ phức quan quyền quân quý quả quản quận quốc
    sinh sát sân sâu sĩ sản sắt số sở sự tham thanh thao thi thuật thuế thuộc thành
    thôn thông thú thư thương thường thưởng thần thẩm thập thể thị thủ thủy thực tin
    tiến toàn tra triển trong trung truyền trào trách trên trí trường trưởng trại
    trạm trấn trận trị trọng trọt trồng trực tuyên tuyến tuyển tuổi ty tài tác tâm
    tình tòa tôn túy tư tướng tại tạo tạp tải tầng tế tệ tỉnh tịch tố tối tổ tổng
    tộc tội tụng từng tự ven viên viễn viện và vùng văn vận vật về vệ vị vụ xa xuất
    xây xã xóm y án đa điều điểm điển điện đoàn đua đài đào đóng đô đơn đường được
    đạc đại đạo đảng đầu đẳng đặc địa đỏ đốc đồn đồng đội động đứng ương ấp ủy ứng
"""
AGENCY_WORDS = frozenset(_WORDS.split())
