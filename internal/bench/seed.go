package main

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// seed creates a state with n instances faster than Terraform could. It writes what
// a refresh needs, and runs a refresh for the rest.
func (st *workdir) seed(ctx context.Context, of subject, n int) error {
	instances := make([]instance, n)
	for i := range instances {
		instances[i] = instance{IndexKey: i, Attributes: map[string]any{"key": "a"}}
	}
	if of.name != "floor" {
		var err error
		if instances, err = st.ofSeam(ctx); err != nil {
			return err
		}
	}
	address := map[string]any{"mode": "managed", "name": "all", "type": of.object, "provider": `provider["registry.terraform.io/` + of.source + `"]`, "instances": instances}
	state, err := json.Marshal(map[string]any{"version": 4, "serial": 1, "lineage": "bench", "outputs": map[string]any{}, "resources": []any{address}})
	if err != nil {
		return err
	}
	if err := os.WriteFile(st.path("terraform.tfstate"), state, 0o600); err != nil {
		return err
	}
	_, err = st.terraform(ctx, "apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color")
	return err
}

// instance is one instance in the state.
type instance struct {
	IndexKey      int            `json:"index_key"`
	SchemaVersion int            `json:"schema_version"`
	Attributes    map[string]any `json:"attributes"`
}

// ofSeam returns the sessions of the fake.
func (st *workdir) ofSeam(ctx context.Context) ([]instance, error) {
	var sessions []seamfake.Session
	if err := st.seam.ask(ctx, "/sessions", &sessions); err != nil {
		return nil, err
	}
	instances := make([]instance, len(sessions))
	for i, s := range sessions {
		index, err := strconv.Atoi(strings.TrimPrefix(s.UserIdentifierKey, "user-"))
		if err != nil {
			return nil, err
		}
		instances[i] = instance{IndexKey: index, Attributes: map[string]any{
			"client_session_id": s.ClientSessionID, "user_identifier_key": s.UserIdentifierKey, "workspace_id": s.WorkspaceID,
		}}
	}
	return instances, nil
}
