package connection

import (
	"hash/maphash"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// maxRows is the maximum size of all kept rows in bytes. Other sessions are
// requested separately.
const maxRows = 64 << 20

// rows are the undecoded sessions of a list. They take a third of the memory of
// decoded ones and cost the garbage collector nothing. They are found by the hash
// of their ID and key, so the caller compares both.
type rows struct {
	seed  maphash.Seed
	all   [][]byte
	size  int
	byID  map[uint64]int32
	byKey map[uint64]int32
}

// unfit replaces a row that must not be found, because several rows have the key or
// there was no more space.
const unfit = -1

func newRows() *rows {
	return &rows{seed: maphash.MakeSeed(), byID: map[uint64]int32{}, byKey: map[uint64]int32{}}
}

// Add stores a row.
func (r *rows) Add(session *seam.ClientSession, row []byte) {
	place := int32(unfit)
	if r.size+len(row) <= maxRows {
		place = int32(len(r.all)) //nolint:gosec // there are fewer rows than bytes
		r.all = append(r.all, row)
		r.size += len(row)
	}
	r.byID[r.hash(session.ClientSessionID)] = place
	if session.UserIdentifierKey == nil {
		return
	}
	key := r.hash(*session.UserIdentifierKey)
	if _, again := r.byKey[key]; again {
		place = unfit
	}
	r.byKey[key] = place
}

func (r *rows) hash(text string) uint64 { return maphash.String(r.seed, text) }

// find returns the row of a session by its key, or by its ID if it has no key, or
// nil.
func (r *rows) find(wanted Wanted) []byte {
	if r == nil {
		return nil
	}
	place, ok := r.byID[r.hash(wanted.ClientSessionID)]
	if wanted.UserIdentifierKey != "" {
		place, ok = r.byKey[r.hash(wanted.UserIdentifierKey)]
	}
	if !ok || place == unfit {
		return nil
	}
	return r.all[place]
}
