"""Workbooks that are encrypted with the password that Excel itself supplies.

Excel encrypts a workbook whose structure is protected, or which is only recommended to be opened
read-only with a password, under a password of its own that everybody knows and nobody types
([MS-OFFCRYPTO] 2.2.2, [MS-XLS] 2.4.117). Who sends such a file never saw a password.
"""

import io

PASSWORD = "VelvetSweatshop"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # the container of every encrypted Office file


def decrypted(content: bytes) -> bytes:
    """The workbook that `content` holds under Excel's password; anything else as it is."""
    if not content.startswith(_OLE):
        return content
    # The import takes a tenth of a second, for a file of which there are few.
    import msoffcrypto

    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(content))
        if not file.is_encrypted():
            return content
        file.load_key(password=PASSWORD, verify_password=True)
        file.decrypt(plain)
    except MemoryError:
        raise
    except Exception:  # another password, or damaged: the readers say which
        return content
    return plain.getvalue()
