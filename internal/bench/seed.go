package main

import (
	"context"
	"encoding/json"
	"os"
	"strconv"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// seed makes a state of the sessions that the fake has, without the time that
// Terraform would take to create them: it writes what a refresh needs, and lets
// a refresh fill in the rest.
func (st *stage) seed(ctx context.Context) error {
	var sessions []seamfake.Session
	if err := st.seam.ask(ctx, "/sessions", &sessions); err != nil {
		return err
	}
	instances := []map[string]any{}
	for _, s := range sessions {
		index, err := strconv.Atoi(strings.TrimPrefix(s.UserIdentifierKey, "user-"))
		if err != nil {
			return err
		}
		instances = append(instances, map[string]any{"index_key": index, "schema_version": 0, "attributes": map[string]string{
			"client_session_id": s.ClientSessionID, "user_identifier_key": s.UserIdentifierKey, "workspace_id": s.WorkspaceID,
		}})
	}
	state, err := json.Marshal(map[string]any{
		"version": 4, "serial": 1, "lineage": "bench", "outputs": map[string]any{}, "resources": []map[string]any{{
			"mode": "managed", "type": "seam_client_session", "name": "all",
			"provider": `provider["registry.terraform.io/seamapi/seam"]`, "instances": instances,
		}},
	})
	if err != nil {
		return err
	}
	if err := os.WriteFile(st.path("terraform.tfstate"), state, 0o600); err != nil {
		return err
	}
	_, err = st.terraform(ctx, "apply", "-refresh-only", "-auto-approve", "-input=false", "-no-color")
	return err
}
