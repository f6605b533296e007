package connection

import (
	"hash/maphash"

	"github.com/seamapi/terraform-provider-seam/internal/seam"
)

// maxRows is how many bytes of rows are kept. A session beyond that is asked for
// by itself.
const maxRows = 64 << 20

// rows are the sessions of a list as Seam wrote them, which takes a third of the
// memory of decoded ones and nothing from the garbage collector. They are found
// by the hash of their ID and key: who looks one up compares both.
type rows struct {
	seed  maphash.Seed
	all   [][]byte
	size  int
	byID  map[uint64]int32
	byKey map[uint64]int32
}

// unfit is in place of a row that is not to be found: several have the key, or
// there was no more room.
const unfit = -1

func newRows() *rows {
	return &rows{seed: maphash.MakeSeed(), byID: map[uint64]int32{}, byKey: map[uint64]int32{}}
}

// Add keeps a row.
func (r *rows) Add(session *seam.ClientSession, row []byte) {
	place := int32(unfit)
	if r.size+len(row) <= maxRows {
		place = int32(len(r.all)) //nolint:gosec // there are fewer than bytes
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

// find returns the row of a session, by its key or else by its ID, or nil.
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
