package interop_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"mime"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// facts are the values in a response, by their path. For random values and times, they have only the format.
type facts map[string]string

// factsOf returns the facts of a response. last is the previous session of the case.
func factsOf(response *http.Response, body []byte, last session) facts {
	found := facts{"status": strconv.Itoa(response.StatusCode)}
	media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	found["content-type"] = media
	found["seam-request-id"] = form(response.Header.Get("Seam-Request-Id"))
	var decoded any
	if media != "application/json" {
		found["text"] = string(body)
	} else if err := json.Unmarshal(body, &decoded); err != nil {
		found["text"] = "not JSON: " + string(body)
	}
	found.add("", decoded, last)
	found[outcome] = strings.TrimSpace(found["status"] + " " + strings.Trim(found["error.type"], `"`))
	return found
}

// outcome is the fact that summarizes a response: its status and the type of its
// error.
const outcome = "outcome"

// differ returns the facts that are different in two responses. If the outcomes are different, it ignores the other facts,
// because they would show nothing about the servers.
func differ(official, ours facts) []difference {
	if official[outcome] != ours[outcome] {
		return []difference{{Fact: outcome, Official: official[outcome], Ours: ours[outcome]}}
	}
	all := maps.Clone(official)
	maps.Copy(all, ours)
	var found []difference
	for _, fact := range slices.Sorted(maps.Keys(all)) {
		if official[fact] != ours[fact] {
			found = append(found, difference{Fact: fact, Official: official[fact], Ours: ours[fact]})
		}
	}
	return found
}

// add adds a decoded value and all values in it.
func (f facts) add(path string, value any, last session) {
	switch value := value.(type) {
	case map[string]any:
		for name, below := range value {
			f.add(strings.TrimPrefix(path+"."+name, "."), below, last)
		}
	case []any:
		f[path] = fmt.Sprintf("list of %d", len(value))
		for i, below := range value {
			f.add(fmt.Sprintf("%s[%d]", path, i), below, last)
		}
	case string:
		f[path] = shown(path, value, last)
	case nil:
		if path != "" {
			f[path] = "null"
		}
	default:
		f[path] = fmt.Sprint(value)
	}
}

// shown returns a string in the form for comparisons.
func shown(path, value string, last session) string {
	switch {
	case strings.HasSuffix(path, "client_session_id") && last.ID != "":
		return form(value) + map[bool]string{true: ", as before", false: ", another than before"}[value == last.ID]
	case strings.HasSuffix(path, "token") && last.Token != "":
		return form(value) + map[bool]string{true: ", as before", false: ", another than before"}[value == last.Token]
	case strings.HasSuffix(path, ".stack"):
		return "a stack trace"
	case strings.Contains(path, "error"): // texts of errors stay
		return value
	}
	return form(value)
}

var forms = []struct {
	form *regexp.Regexp
	name string
}{
	{regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`), "a UUID"},
	{regexp.MustCompile(`^seam_cst1[0-9A-Za-z]{8}_[0-9A-Za-z]{24}$`), "a session token"},
	{regexp.MustCompile(`^seam_cst1`), "seam_cst1 and something"},
	{regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$`), "a time with milliseconds"},
	{regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`), "a time with microseconds"},
	{regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`), "a time without a fraction"},
	{regexp.MustCompile(`^request\d+$`), "request and a number"},
	{regexp.MustCompile(`^(cst|api_key)\d+$`), "a name and a number"},
}

// form returns the format of a string, or the string itself if it is not random.
func form(text string) string {
	for _, f := range forms {
		if f.form.MatchString(text) {
			return f.name
		}
	}
	return strconv.Quote(text)
}
