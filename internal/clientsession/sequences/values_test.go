package sequences_test

import (
	"slices"
	"time"

	"github.com/zclconf/go-cty/cty"

	"github.com/seamapi/terraform-provider-seam/internal/seamfake"
)

// instant returns the time of a timestamp that is known.
func instant(value cty.Value) (time.Time, bool) {
	parsed, err := time.Parse(time.RFC3339Nano, text(value))
	return parsed, err == nil
}

// same compares two values of an attribute. Two spellings of an instant are equal.
func same(name string, a, b cty.Value) bool {
	if !a.IsKnown() || !b.IsKnown() {
		return false
	}
	if name == "expires_at" {
		x, okX := instant(a)
		y, okY := instant(b)
		return okX && okY && x.Equal(y)
	}
	return a.RawEquals(b)
}

// is compares a value of an attribute with a field of a request.
func is(name string, value cty.Value, sent any) bool {
	if value.IsNull() || !value.IsKnown() {
		return false
	}
	if list, ok := sent.([]any); ok {
		return value.Type().IsSetType() && equal(elements(value), listOf(list))
	}
	field, ok := sent.(string)
	return ok && same(name, value, cty.StringVal(field))
}

// listOf returns what a field of a request names.
func listOf(sent any) (all []string) {
	if one, ok := sent.(string); ok {
		return []string{one}
	}
	list, _ := sent.([]any)
	for _, element := range list {
		if id, ok := element.(string); ok {
			all = append(all, id)
		}
	}
	return all
}

func equal(a, b []string) bool {
	return slices.Equal(slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b)))
}

func reachOf(row seamfake.Session) reach {
	return reach{Webviews: row.ConnectWebviewIDs, Accounts: row.ConnectedAccountIDs, Identity: row.UserIdentityID}
}

// of returns the values of the reach for an attribute.
func (r reach) of(name string) []string {
	switch name {
	case "connect_webview_ids":
		return r.Webviews
	case "connected_account_ids":
		return r.Accounts
	}
	if r.Identity == "" {
		return nil
	}
	return []string{r.Identity}
}

func (r reach) isEmpty() bool { return len(r.Webviews)+len(r.Accounts) == 0 && r.Identity == "" }

// gives reports whether a value is the union of a session and the reach, without the
// IDs that Seam no longer has.
func (r reach) gives(row seamfake.Session, name string, value any) bool {
	all := slices.Concat(reachOf(row).of(name), r.of(name))
	sent := listOf(value)
	return !slices.ContainsFunc(sent, func(id string) bool { return !slices.Contains(all, id) }) &&
		!slices.ContainsFunc(reachOf(row).of(name), func(id string) bool { return name != "user_identity_id" && !slices.Contains(sent, id) })
}
