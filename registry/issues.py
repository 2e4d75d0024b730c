"""Codes of issue records, in one place, each with its Vietnamese message (``str.format`` fields in braces)."""

from typing import Final

from registry.document import Issue

MESSAGES: Final[dict[str, str]] = {
    "no-number": "Không tìm thấy số ký hiệu trong phần đầu văn bản.",
    "no-type": "Không xác định được loại văn bản.",
    "no-issuer": "Không xác định được cơ quan ban hành.",
    "no-date": "Không tìm thấy ngày ban hành trong phần đầu văn bản.",
    "no-title": "Không tìm thấy trích yếu.",
    "number-from-container": "Văn bản không in số ký hiệu; số {number} lấy theo nơi đăng.",
    "number-from-twin": "Tệp không in số ký hiệu; số {number} lấy theo tệp cùng tên {name} đặt cạnh.",
    "meta-disagrees": "Nơi đăng ghi {field} là {meta}, trong văn bản là {text}.",
    "no-effective-date": "Không tìm thấy ngày có hiệu lực trong các điều khoản thi hành.",
    "several-effective-dates": "Một số quy định của văn bản có ngày hiệu lực khác.",
    "several-documents": "Trong tệp có phần đầu của một văn bản khác, số {number}; cần tách thành tệp riêng.",
    "quote-unclosed": "Đoạn trích dẫn mở ngoặc kép nhưng không thấy dấu đóng.",
    "provision-repeated": "Địa chỉ {id} xuất hiện hơn một lần; lần sau được đánh dấu riêng.",
    "provision-gap": "Đánh số không liền mạch: {label} đứng sau {previous}.",
    "text-cut": "Văn bản bị cắt ở cuối trang báo: còn phần tiếp theo ở số Công báo khác.",
    "footnote-mark": "Không tìm thấy chỗ đặt dấu chú thích số {mark} trong trang.",
    "wrong-extension": "Tên tệp ghi .{extension} nhưng nội dung là {kind}; đã đọc theo nội dung.",
    "legacy-encoding": "Văn bản dùng bảng mã cũ {encoding}; đã chuyển sang Unicode, cần đối chiếu bản gốc.",
    "mixed-encoding": "{lines} trong {of} dòng dùng bảng mã cũ {encoding}; đã chuyển các dòng đó sang Unicode.",
    "doubtful-encoding": "{lines} dòng có chữ không đọc được theo bảng mã nào đã biết, ví dụ “{example}”.",
    "undecoded-bytes": "Có {count} ký tự không đọc được theo bảng mã {encoding}.",
    "low-confidence": "Nhận dạng chữ từ ảnh: độ tin cậy trung bình {confidence} %, {words} từ dưới ngưỡng.",
    "doubtful-words": "Nhận dạng chữ từ ảnh chưa chắc: “{words}” (độ tin cậy {confidence} %); cần đối chiếu ảnh gốc.",
    "label-mended": "Nhận dạng chữ đọc nhãn là “{read}”; theo thứ tự các điều thì là “{meant}”; cần đối chiếu ảnh gốc.",
    "pages-without-text": "Các trang {pages} không có lớp chữ; nội dung các trang đó chưa được đọc.",
    "pages-recognised": "Các trang {pages} là ảnh: chữ do máy nhận dạng (độ tin cậy {confidence} %), cần đối chiếu.",
    "pages-scanned": "Lớp chữ của các trang {pages} do máy quét nhận dạng, không rõ độ tin cậy; cần đối chiếu ảnh.",
    "pages-doubtful": "Lớp chữ của các trang {pages} không đọc ra tiếng Việt; cần nhận dạng chữ (OCR).",
    "watermark": "Chữ chìm trên trang không đưa vào nội dung: “{words}”.",
    "enclosed-files": "Tệp PDF kèm {count} tệp bên trong, chưa đọc: {names}. Lấy ra và nạp riêng nếu cần.",
    "numbers-unread": "Số thứ tự tự động (điều, khoản, điểm) có thể thiếu vì {what}; cần đối chiếu bản gốc.",
    "part-unread": "Không đọc được {part} bên trong tệp: {reason}",
    "unnumbered": "Văn bản không có số ký hiệu; được nhận diện theo loại, cơ quan, ngày và trích yếu.",
    "ambiguous-identity": "Nguồn không ghi đủ cơ quan và ngày; chưa biết là văn bản nào trong các văn bản số {number}.",
    "corrected-by-hand": "Máy đọc {field} là {read}; người nhập sửa thành {given}.",
    "sources-disagree": "Các nguồn ghi khác nhau về {field}: {values}.",
    "number-cut": "Trang nguồn cắt số ký hiệu ở độ dài cố định: {number} có thể thiếu phần cuối.",
    "number-completed": "Trang nguồn cắt số ký hiệu thành {cut}; số đầy đủ {number} lấy theo {where}.",
    "number-from-file": "Trang nguồn không ghi số ký hiệu; số {number} lấy theo tệp {name}.",
    "page-missing": "Danh sách của nguồn có văn bản này nhưng trang chi tiết không mở được: {address}.",
    "page-differs": "Danh sách ghi {field} là {row}, trang chi tiết ghi {page}.",
    "attachment-missing": "Không tải được tệp đính kèm {name}: {address}.",
    "attachment-elsewhere": "Tệp đính kèm nằm ở trang khác, chưa tải: {address}.",
    "attachment-foreign": "Tệp {name} là của văn bản khác nên để ở khu cách ly: {reason}",
    "attachment-unclear": "Chưa rõ tệp {name} là bản chính hay phụ lục nên để ở khu cách ly: {reason}",
    "attachment-refused": "Không đọc được tệp đính kèm {name}, đang ở khu cách ly: {reason}",
    "body-cut": "Nội dung đọc được từ trang ngắn hơn nội dung trang đang giữ: {read} so với {held} ký tự.",
    "unknown-label": "Trang nguồn ghi quan hệ “{label}” với {number}; chưa rõ nghĩa, chưa ghi nhận.",
    "cell-unread": "{where}: không đọc được {field} từ “{value}”.",
    "cell-missing": "{where}: thiếu {field}.",
    "cell-formula": "{where}: ô chứa công thức chưa có giá trị tính sẵn.",
    "day-guessed": "{where}: hiểu “{value}” là ngày {day}; cần đối chiếu.",
    "number-became-day": "{where}: bảng tính đã đổi số ký hiệu thành ngày {value}; gõ lại số ở dạng chữ.",
    "sheet-unread": "{where}: chưa đọc trang tính “{sheet}” ({reason}).",
    "row-heading": "{where}: “{value}” là dòng đề mục, dòng cộng hoặc chỗ ký, không phải văn bản.",
    "row-repeated": "{where}: trùng số, loại, cơ quan và ngày với {other}.",
    "issuer-without-place": "{where}: chưa rõ “{value}” thuộc tỉnh nào.",
    "source-divergence": "Hai bản của cùng văn bản khác nhau {count} từ ({examples}…): {first} và {second}.",
}


def issue(code: str, start: int | None = None, end: int | None = None, **values: object) -> Issue:
    """Make an issue record with its catalogued message.

    Args:
        code: Key of :data:`MESSAGES`.
        start: First character of the doubtful text, if any.
        end: One past its last character.
        **values: Fields of the message.

    Raises:
        KeyError: The code is not catalogued.
    """
    return Issue(code, MESSAGES[code].format(**values), start, end)
