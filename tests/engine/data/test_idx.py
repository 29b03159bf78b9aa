import gzip
import os
import struct
import tracemalloc
import zlib

import numpy as np
import pytest

from engine.data.dataset import DatasetError
from engine.data.idx import header_of, largest_file, read_idx, read_open_idx

IMAGES = np.arange(4 * 3 * 2, dtype=np.uint8).reshape(4, 3, 2)
PLAIN = header_of(IMAGES) + IMAGES.tobytes()
PACKED = gzip.compress(PLAIN)


def refusal(tmp_path, data: bytes, ndim: int = 3, **limits) -> str:
    """The message with which a file is refused, which must name the file."""
    path = tmp_path / "file"
    path.write_bytes(data)
    with pytest.raises(DatasetError) as caught:
        read_idx(path, ndim, **limits)
    assert str(path) in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("data", [PLAIN, PACKED], ids=["plain", "packed"])
def test_reads_what_was_written(tmp_path, data):
    path = tmp_path / "name does not matter.txt"
    path.write_bytes(data)
    values = read_idx(path, 3)
    assert values.dtype == np.uint8
    np.testing.assert_array_equal(values, IMAGES)


def test_reads_more_than_one_chunk(tmp_path):
    values = np.random.default_rng(0).integers(0, 256, (3_000_000 // 100, 10, 10), np.uint8)
    values[::2] = 0  # so that some of it packs well
    path = tmp_path / "large.gz"
    path.write_bytes(gzip.compress(header_of(values) + values.tobytes(), 1))
    np.testing.assert_array_equal(read_idx(path, 3), values)


def test_header_is_the_published_one():
    assert header_of(np.zeros((2, 28, 28), np.uint8)) == struct.pack(">4B3I", 0, 0, 8, 3, 2, 28, 28)


@pytest.mark.parametrize("cut", [1, 2, 9, 10, 20, len(PACKED) - 8, len(PACKED) - 1])
def test_truncated_gzip(tmp_path, cut):
    assert "fresh copy" in refusal(tmp_path, PACKED[:cut])


@pytest.mark.parametrize(("cut", "told"), [
    (1, "begins with 00"), (4, "after 4 of 16 bytes"), (15, "after 15 of 16 bytes"),
    (16, "promises 4 × 3 × 2 values = 24 bytes"), (len(PLAIN) - 1, "promises 4 × 3 × 2 values = 24 bytes, but"),
])
def test_truncated_plain(tmp_path, cut, told):
    assert told in refusal(tmp_path, PLAIN[:cut])


def test_bad_checksum(tmp_path):
    damaged = bytearray(PACKED)
    damaged[-8] ^= 1
    assert "incorrect data check" in refusal(tmp_path, bytes(damaged))


def test_bad_length_in_gzip(tmp_path):
    damaged = bytearray(PACKED)
    damaged[-1] ^= 1
    assert "incorrect length check" in refusal(tmp_path, bytes(damaged))


@pytest.mark.parametrize(("data", "told"), [(b"", "is empty"), (gzip.compress(b""), "begins with nothing")])
def test_empty(tmp_path, data, told):
    assert told in refusal(tmp_path, data)


@pytest.mark.parametrize("extra", [PACKED, gzip.compress(b""), b"\0", b"junk"])
def test_something_after_the_gzip_data(tmp_path, extra):
    assert "goes on after its gzip data" in refusal(tmp_path, PACKED + extra)


def test_two_members_that_make_one_file_together(tmp_path):
    parts = gzip.compress(PLAIN[:20]) + gzip.compress(PLAIN[20:])
    assert gzip.decompress(parts) == PLAIN  # the library takes it
    assert "goes on after its gzip data" in refusal(tmp_path, parts)


def test_a_megabyte_that_unpacks_to_a_gigabyte(tmp_path):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(PLAIN) + packer.flush(zlib.Z_FULL_FLUSH)
    million = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    bomb = start + 1024 * million + packer.flush()
    assert 1_000_000 < len(bomb) < 1_500_000
    tracemalloc.start()
    message = refusal(tmp_path, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "goes on after them" in message
    assert peak < 1_000_000


@pytest.mark.parametrize(("data", "told"), [
    (b"<!DOCTYPE html>......", "begins with 3c 21 44 4f"),
    (gzip.compress(PACKED), "begins with 1f 8b 08 00"),
    (b"\x89PNG\r\n\x1a\n" + bytes(20), "begins with 89 50 4e 47"),
])
def test_wrong_magic(tmp_path, data, told):
    assert told in refusal(tmp_path, data)


@pytest.mark.parametrize(("kind", "name"), [
    (0x09, "signed byte"), (0x0B, "short"), (0x0C, "int"), (0x0D, "float"), (0x0E, "double"), (0x07, "unknown"),
])
def test_wrong_type(tmp_path, kind, name):
    assert f"type 0x{kind:02X} ({name})" in refusal(tmp_path, PLAIN[:2] + bytes([kind]) + PLAIN[3:])


def test_labels_where_images_were_expected(tmp_path):
    assert "has 3 dimensions instead of 1" in refusal(tmp_path, PACKED, ndim=1)


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_count_too_large(tmp_path, pack):
    header = struct.pack(">4B3I", 0, 0, 8, 3, 5, 3, 2)
    assert "promises 5 × 3 × 2 values = 30 bytes, but" in refusal(tmp_path, pack(header + IMAGES.tobytes()))


@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_count_too_small(tmp_path, pack):
    header = struct.pack(">4B3I", 0, 0, 8, 3, 3, 3, 2)
    assert "goes on after them" in refusal(tmp_path, pack(header + IMAGES.tobytes()))


def test_trailing_byte(tmp_path):
    assert "goes on after them" in refusal(tmp_path, PLAIN + b"\0")


@pytest.mark.parametrize("shape", [(0, 3, 2), (4, 0, 2), (0, 0, 0)])
def test_nothing_inside(tmp_path, shape):
    assert "holds nothing" in refusal(tmp_path, struct.pack(">4B3I", 0, 0, 8, 3, *shape))


@pytest.mark.parametrize("shape", [
    (2**32 - 1,) * 3,  # its product does not fit 64 bits
    (2**16, 2**16, 2**32 - 1),  # its product is 0 modulo 2^32
    (1_000_000, 1_024, 1_024),  # each size believable, all together a terabyte
])
@pytest.mark.parametrize("pack", [bytes, gzip.compress], ids=["plain", "packed"])
def test_huge_sizes_are_rejected_before_allocating(tmp_path, shape, pack):
    data = pack(struct.pack(">4B3I", 0, 0, 8, 3, *shape) + bytes(1000))
    tracemalloc.start()
    message = refusal(tmp_path, data)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert " × ".join(map(str, shape)) in message
    assert peak < 1_000_000


def test_limits_of_the_caller(tmp_path):
    assert "at most 3 × 3 × 3" in refusal(tmp_path, PACKED, max_count=3, max_side=3)
    assert "at most 4 × 2 × 2" in refusal(tmp_path, PACKED, max_count=4, max_side=2)


def test_little_endian_magic(tmp_path):
    assert "begins with 03 08 00 00" in refusal(tmp_path, struct.pack("<4I", 0x803, 4, 3, 2) + IMAGES.tobytes())


def test_little_endian_sizes(tmp_path):
    data = PLAIN[:4] + struct.pack("<3I", 4, 3, 2) + IMAGES.tobytes()
    assert "means 4 × 3 × 2" in refusal(tmp_path, data)


@pytest.mark.parametrize("kind", ["missing", "folder"])
def test_cannot_be_opened(tmp_path, kind):
    path = tmp_path / "file"
    if kind == "folder":
        path.mkdir()
    with pytest.raises(DatasetError, match="cannot be read") as caught:
        read_idx(path, 3)
    assert str(path) in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="everything is readable to root")
def test_no_right_to_read(tmp_path):
    path = tmp_path / "file"
    path.write_bytes(PLAIN)
    path.chmod(0)
    with pytest.raises(DatasetError, match="cannot be read"):
        read_idx(path, 3)


@pytest.mark.parametrize("start", [PLAIN, PACKED, PACKED[:4] + b"\x1f\x8b\x08\x08" + bytes(6) + b"a name without end"])
def test_a_file_of_twenty_gigabytes_is_refused_before_it_is_read(tmp_path, start):
    path = tmp_path / "sparse.gz"
    path.write_bytes(start)
    os.truncate(path, 20 * 10**9)  # takes no room on the disk
    with open(path, "rb") as file:
        with pytest.raises(DatasetError, match="has 20,000,000,000 bytes, where at most"):
            read_open_idx(file, path, 3, max_count=60_000, max_side=28)
        assert file.tell() == 0


def test_the_largest_file_holds_what_cannot_be_packed_tighter():
    values = np.random.default_rng(0).integers(0, 256, (2_000, 28, 28), np.uint8)
    plain = header_of(values) + values.tobytes()
    for level in (0, 1, 9):
        assert len(gzip.compress(plain, level)) <= largest_file(3, max_count=2_000, max_side=28)
