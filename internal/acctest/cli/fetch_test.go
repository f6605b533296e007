package cli_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"

	"github.com/seamapi/terraform-provider-seam/internal/acctest/cli"
)

// version is the version that is fetched.
const version = "1.15.9"

// key is a temporary key and its public half.
func key(t *testing.T) (*openpgp.Entity, string) {
	t.Helper()
	entity, err := openpgp.NewEntity("release server of a test", "", "test@example.com", nil)
	if err != nil {
		t.Fatal(err)
	}
	var public bytes.Buffer
	encoder, err := armor.Encode(&public, openpgp.PublicKeyType, nil)
	if err == nil {
		err = errors.Join(entity.Serialize(encoder), encoder.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return entity, public.String()
}

// server is a release server on loopback.
type server struct {
	cli.Releases

	mu       sync.Mutex
	files    map[string][]byte
	requests int
	// cut truncates the archive.
	cut bool
}

// serve starts a release server with the given program as Terraform.
func serve(t *testing.T, program string) *server {
	t.Helper()
	signer, public := key(t)
	var archive, signature bytes.Buffer
	packed := zip.NewWriter(&archive)
	for name, text := range map[string]string{"LICENSE.txt": "free\n", "terraform": program} {
		w, err := packed.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	name := fmt.Sprintf("terraform_%s_%s_%s.zip", version, runtime.GOOS, runtime.GOARCH)
	if err := packed.Close(); err != nil {
		t.Fatal(err)
	}
	sums := fmt.Appendf(nil, "%x  %s\n", sha256.Sum256(archive.Bytes()), name)
	if err := openpgp.DetachSign(&signature, signer, bytes.NewReader(sums), nil); err != nil {
		t.Fatal(err)
	}
	base := "terraform_" + version + "_SHA256SUMS"
	index, err := json.Marshal(map[string]any{
		"name": "terraform", "version": version, "shasums": base, "shasums_signature": base + ".sig",
		"builds": []map[string]string{{
			"name": "terraform", "version": version, "os": runtime.GOOS, "arch": runtime.GOARCH, "filename": name,
			"url": "https://releases.example.com/terraform/" + version + "/" + name,
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	s := &server{files: map[string][]byte{"index.json": index, base: sums, base + ".sig": signature.Bytes(), name: archive.Bytes()}}
	listener := httptest.NewServer(s)
	t.Cleanup(listener.Close)
	s.URL, s.PublicKey, s.Cache = listener.URL, public, filepath.Join(t.TempDir(), "it's a cache")
	return s
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.requests++
	name := strings.TrimPrefix(r.URL.Path, "/terraform/"+version+"/")
	content, ok := s.files[name]
	cut := s.cut
	s.mu.Unlock()
	switch {
	case !ok:
		http.NotFound(w, r)
		return
	case strings.HasSuffix(name, ".json"):
		w.Header().Set("Content-Type", "application/json")
	case strings.HasSuffix(name, ".zip"):
		w.Header().Set("Content-Type", "application/zip")
		w.Header().Set("Content-Length", fmt.Sprint(len(content)))
		if cut {
			content = content[:len(content)/2]
		}
	}
	_, _ = w.Write(content)
}

// wantCached asserts which files the cache has, without their directory.
func (s *server) wantCached(t *testing.T, want ...string) {
	t.Helper()
	var got []string
	err := filepath.WalkDir(s.Cache, func(_ string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			got = append(got, entry.Name())
		}
		return err
	})
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("the cache has %v (%v), want %v", got, err, want)
	}
}

// fetched fetches and returns the printed message.
func (s *server) fetched(t *testing.T) (cli.CLI, string) {
	t.Helper()
	var told strings.Builder
	found, err := s.FindOrFetch(t.Context(), &told)
	if err != nil {
		t.Fatal(err)
	}
	if found.Version.String() != version || found.Tofu {
		t.Errorf("fetched %v", found)
	}
	return found, told.String()
}

func TestFetchOnceAndUseTheCache(t *testing.T) {
	machine(t)
	s := serve(t, script("Terraform v"+version))
	found, told := s.fetched(t)
	want := "There is no Terraform or OpenTofu on PATH. Fetching Terraform " + version + " to " + found.Path + ", and checking its signature.\n"
	if told != want {
		t.Errorf("told %q, want %q", told, want)
	}
	s.wantCached(t, "terraform")
	before := s.requests
	if again, told := s.fetched(t); again.Path != found.Path || told != "" || s.requests != before {
		t.Errorf("the second time: %v, %q, %d requests", again, told, s.requests-before)
	}
	// A CLI that the user installs later takes precedence over the cache.
	path := place(t, os.Getenv("PATH"), "tofu", script("OpenTofu v1.12.6"))
	if found, err := s.FindOrFetch(t.Context(), os.Stderr); err != nil || found.Path != path {
		t.Errorf("found %v (%v) although OpenTofu is on PATH", found, err)
	}
}

// A plain `go test` finds a fetched CLI, and fetches none itself.
func TestFindKnowsTheCacheOfTheUser(t *testing.T) {
	machine(t)
	s := serve(t, script("Terraform v"+version))
	s.Cache = ""
	fetched, _ := s.fetched(t)
	if found, err := cli.Find(t.Context()); err != nil || found.Path != fetched.Path {
		t.Errorf("found %v (%v), want %s", found, err, fetched.Path)
	}
}

// The fetches run in processes of their own. Within one process, a fork would inherit the file that another fetch still
// writes, and Linux executes no file that is open for writing.
func TestFetchTwiceAtOnce(t *testing.T) {
	const variable = "FETCH_FROM"
	if from := os.Getenv(variable); from != "" {
		var s server
		if err := json.Unmarshal([]byte(from), &s.Releases); err != nil {
			t.Fatal(err)
		}
		if _, err := s.FindOrFetch(t.Context(), new(bytes.Buffer)); err != nil {
			t.Error(err)
		}
		return
	}
	machine(t)
	s := serve(t, script("Terraform v"+version))
	from, err := json.Marshal(s.Releases)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv(variable, string(from))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if output, err := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^"+t.Name()+"$").CombinedOutput(); err != nil {
				t.Errorf("%s\n%s", err, output)
			}
		})
	}
	all.Wait()
	s.wantCached(t, "terraform")
}

// A broken file in the cache is fetched again.
func TestFetchMendsTheCache(t *testing.T) {
	machine(t)
	s := serve(t, script("Terraform v"+version))
	found, _ := s.fetched(t)
	for name, text := range map[string]string{
		"half": "", "fails": "#!/bin/sh\nexit 1\n", "another version": script("Terraform v1.15.8"), "another CLI": script("OpenTofu v" + version),
	} {
		place(t, filepath.Dir(found.Path), "terraform", text)
		if _, told := s.fetched(t); told == "" {
			t.Errorf("%s: nothing was fetched", name)
		}
	}
}

func TestFetchLeavesNothingThatIsNotChecked(t *testing.T) {
	machine(t)
	_, another := key(t)
	for name, tc := range map[string]struct {
		broken func(s *server)
		want   string
	}{
		"signed by another key":   {func(s *server) { s.PublicKey = another }, "signature"},
		"signature of other sums": {func(s *server) { s.files["terraform_"+version+"_SHA256SUMS"] = []byte("0  x\n") }, "signature"},
		"another archive": {func(s *server) {
			for name, content := range s.files {
				if strings.HasSuffix(name, ".zip") {
					s.files[name] = append(content, 0)
				}
			}
		}, "does not match the signed checksum"},
		"half of the archive": {func(s *server) { s.cut = true }, "incomplete"},
		"no such version":     {func(s *server) { clear(s.files) }, "404"},
		"no network":          {func(s *server) { s.URL = "http://127.0.0.1:1" }, "connection refused"},
		"another version":     {nil, "is not Terraform"},
	} {
		program := script("Terraform v" + version)
		if tc.broken == nil {
			program = script("Terraform v1.0.0")
		}
		s := serve(t, program)
		if tc.broken != nil {
			tc.broken(s)
		}
		found, err := s.FindOrFetch(context.Background(), new(bytes.Buffer))
		if err == nil || !strings.Contains(err.Error(), tc.want) {
			t.Errorf("%s: found %v (%v), want an error with %q", name, found, err, tc.want)
			continue
		}
		for _, part := range []string{"there is no Terraform or OpenTofu on PATH", "Terraform " + version + " could not be fetched", cli.Install} {
			if !strings.Contains(err.Error(), part) {
				t.Errorf("%s: the error does not say %q: %s", name, part, err)
			}
		}
		s.wantCached(t)
	}
}
