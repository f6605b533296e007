package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// addObjects stores the objects of a file in the server.
func addObjects(fake *seamfake.Server, path string) error {
	file, err := os.Open(path) //nolint:gosec // the person who starts the server names the file
	if err != nil {
		return fmt.Errorf("-objects: %w", err)
	}
	defer func() { _ = file.Close() }()
	decoder := json.NewDecoder(file)
	decoder.DisallowUnknownFields()
	var objects seamfake.Objects
	err = decoder.Decode(&objects)
	if err == nil && decoder.Decode(new(any)) != io.EOF {
		err = errors.New("more than one JSON document")
	}
	if err == nil {
		err = fake.AddObjects(objects)
	}
	if err != nil {
		return fmt.Errorf("-objects %s: %w", path, err)
	}
	return nil
}
