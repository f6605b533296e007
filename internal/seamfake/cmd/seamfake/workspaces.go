package main

import (
	"errors"
	"strings"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// serverWorkspaces combines the flags about workspaces. usesDefaultKey reports that no API key was given.
func (c config) serverWorkspaces() (list []seamfake.Workspace, usesDefaultKey bool, err error) {
	var workspaces workspaceList
	for _, value := range c.workspaces {
		id, name, _ := strings.Cut(value, "=")
		if id == "" {
			return nil, false, errors.New("-workspace must be ID or ID=NAME")
		}
		workspaces = append(workspaces, seamfake.Workspace{WorkspaceID: id, Name: name})
	}
	first := seamfake.DefaultWorkspaceID
	if len(workspaces) > 0 {
		first = workspaces[0].WorkspaceID
	}

	apiKeys := c.apiKeys
	if len(apiKeys) == 0 {
		apiKeys, usesDefaultKey = []string{seamfake.DefaultAPIKey}, true
	}
	for _, value := range apiKeys {
		key, id, given := strings.Cut(value, "=")
		if key == "" || given && id == "" {
			return nil, false, errors.New("-api-key must be KEY or KEY=WORKSPACE_ID")
		}
		if !given {
			id = first
		}
		w := workspaces.named(id)
		w.APIKeys = append(w.APIKeys, key)
	}
	for _, value := range c.accessTokens {
		token, id, _ := strings.Cut(value, "=")
		if token == "" || id == "" {
			return nil, false, errors.New("-access-token must be TOKEN=WORKSPACE_ID")
		}
		w := workspaces.named(id)
		w.AccessTokens = append(w.AccessTokens, token)
	}
	for i := range workspaces {
		workspaces[i].IsSandbox = c.sandbox
	}
	return workspaces, usesDefaultKey, seamfake.ValidateWorkspaces(workspaces...)
}

// workspaceList is a list of workspaces with distinct IDs.
type workspaceList []seamfake.Workspace

// named returns the workspace with the id. It adds the workspace if it is missing.
func (w *workspaceList) named(id string) *seamfake.Workspace {
	for i := range *w {
		if (*w)[i].WorkspaceID == id {
			return &(*w)[i]
		}
	}
	*w = append(*w, seamfake.Workspace{WorkspaceID: id})
	return &(*w)[len(*w)-1]
}
