package seamfake

import "crypto/rand"

// base58 is the alphabet of Seam's tokens: no two of its characters look alike.
const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// newToken returns a client session token in the format of Seam's documented examples: seam_cst1, 8 characters, an
// underscore, and 24 characters.
func newToken() string {
	return sessionTokenPrefix + "1" + randomBase58(8) + "_" + randomBase58(24)
}

func randomBase58(length int) string {
	text := make([]byte, 0, length)
	random := make([]byte, 2*length)
	for len(text) < length {
		_, _ = rand.Read(random) // never fails
		for _, b := range random {
			// Bytes above a multiple of 58 would make the first characters more likely than the others.
			if int(b) < 256/len(base58)*len(base58) && len(text) < length {
				text = append(text, base58[int(b)%len(base58)])
			}
		}
	}
	return string(text)
}
