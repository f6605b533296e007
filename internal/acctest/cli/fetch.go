package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/hashicorp/go-version"
	"github.com/hashicorp/hc-install/product"
	"github.com/hashicorp/hc-install/releases"
)

// pinned is the version that is fetched. The workflow tests its minor version.
var pinned = version.Must(version.NewVersion("1.15.9"))

// Releases is a server with releases of Terraform in the format of HashiCorp.
type Releases struct {
	// URL is where the releases are, empty for HashiCorp's server.
	URL string
	// PublicKey is the armored key that signs them, empty for HashiCorp's.
	PublicKey string
	// Cache is the directory for fetched files, empty for one in the user's cache directory.
	Cache string
}

// HashiCorp has the releases that people use.
var HashiCorp Releases

// FindOrFetch is [Find], and fetches Terraform if there is no CLI. It prints a line about it.
func (r Releases) FindOrFetch(ctx context.Context, tell io.Writer) (CLI, error) {
	found, err := r.find(ctx)
	if !errors.Is(err, ErrNone) {
		return found, err
	}
	path, err := r.path()
	if err != nil {
		return CLI{}, err
	}
	_, _ = fmt.Fprintf(tell, "There is no Terraform or OpenTofu on PATH. Fetching Terraform %s to %s, and checking its signature.\n", pinned, path)
	if err := r.fetch(ctx, path); err != nil {
		return CLI{}, fmt.Errorf("%w, and Terraform %s could not be fetched: %w. %s", ErrNone, pinned, err, Install)
	}
	return r.cached(ctx)
}

// path returns the path of Terraform in the cache.
func (r Releases) path() (string, error) {
	cache := r.Cache
	if cache == "" {
		all, err := os.UserCacheDir()
		if err != nil {
			return "", fmt.Errorf("%w, and there is no directory to fetch Terraform to: %w. %s", ErrNone, err, Install)
		}
		cache = filepath.Join(all, "terraform-provider-seam")
	}
	return filepath.Join(cache, "terraform-"+pinned.String(), product.Terraform.BinaryName()), nil
}

// cached returns the Terraform of the cache. A file that does not report the pinned version is ignored.
func (r Releases) cached(ctx context.Context) (CLI, error) {
	path, err := r.path()
	if err != nil {
		return CLI{}, err
	}
	have, err := askPinned(ctx, path)
	if err != nil {
		return CLI{}, ErrNone
	}
	return have, nil
}

// askPinned is [Ask], and fails unless the CLI is the pinned Terraform.
func askPinned(ctx context.Context, path string) (CLI, error) {
	have, err := Ask(ctx, path)
	if err == nil && (have.Tofu || !have.Version.Equal(pinned)) {
		err = fmt.Errorf("%s is not Terraform %s", path, pinned)
	}
	return have, err
}

// fetch puts Terraform at path. The file appears only after the signature and the checksum of the complete archive are
// checked. An interrupted fetch leaves nothing that looks like a CLI, and two fetches at the same time do no harm.
func (r Releases) fetch(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(path), "fetching-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	fetched, err := (&releases.ExactVersion{
		Product: product.Terraform, Version: pinned, InstallDir: dir, Timeout: 15 * time.Minute,
		ApiBaseURL: r.URL, ArmoredPublicKey: r.PublicKey,
		// The default client of the library takes 15 seconds on a machine without a network.
		HTTPClient: http.DefaultClient,
	}).Install(ctx)
	// hc-install 0.10.0 loses the error about an archive that is incomplete or has another checksum. It unpacks nothing
	// in this case.
	if lost := new(fs.PathError); errors.As(err, &lost) && lost.Op == "chmod" {
		return errors.New("the archive is incomplete or does not match the signed checksum")
	}
	if err == nil {
		_, err = askPinned(ctx, fetched)
	}
	if err != nil {
		return err
	}
	return os.Rename(fetched, path)
}
