package seal

// bucket is the step, in bytes, by which sealed texts differ in length, so that
// a length tells little of what was written.
const bucket = 64

// padMark ends the text; zeros follow (ISO/IEC 7816-4).
const padMark = 0x80

func pad(plain []byte) []byte {
	padded := make([]byte, (len(plain)/bucket+1)*bucket)
	copy(padded, plain)
	padded[len(plain)] = padMark
	return padded
}

func unpad(padded []byte) ([]byte, error) {
	end := len(padded) - 1
	for end >= 0 && padded[end] == 0 {
		end--
	}
	if end < 0 || padded[end] != padMark {
		return nil, ErrSealed
	}
	return padded[:end], nil
}
