package acctest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
)

// echoServer responds to a new request with the request's own headers and a token.
// While lasting is set, it does so for every request.
type echoServer struct {
	next    http.Handler
	lasting atomic.Bool
	count   atomic.Int64
	seen    sync.Map
}

func (g *echoServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return // the client closed the connection
	}
	if _, again := g.seen.LoadOrStore(r.URL.Path+string(body), true); again && !g.lasting.Load() {
		r.Body = io.NopCloser(bytes.NewReader(body))
		g.next.ServeHTTP(w, r)
		return
	}
	told := fmt.Sprintf("%v seam_cst1echoed00_123456789ABCDEFGHJKLMNPQ", r.Header)
	w.Header().Set("Seam-Request-Id", strings.ReplaceAll(told, "\n", " "))
	status := map[bool]int{true: http.StatusBadRequest, false: http.StatusInternalServerError}[g.lasting.Load()]
	if g.count.Add(1)%2 == 1 {
		w.Header().Set("Content-Type", "text/html")
		w.WriteHeader(status)
		fmt.Fprintf(w, "<html>%s</html>", told)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	fmt.Fprintf(w, `{"ok":false,"error":{"type":%q,"message":%q,"validation_errors":{"_errors":[%q],"expires_at":{"_errors":[%q]},%q:{"_errors":["x"]}}}}`,
		told, told, told, told, told)
}
