package desk_test

import (
	"net/http"
	"slices"
	"strings"
)

// mostAlike is how many addresses that differ in their query alone are opened: days,
// weeks and pages of a list have no end.
const mostAlike = 6

// crawl opens some addresses, and every page of the desk that links lead to from there.
func (v *visitor) crawl(begin ...string) map[string]*page {
	v.t.Helper()
	opened, alike := map[string]*page{}, map[string]int{}
	for queue := slices.Clone(begin); len(queue) > 0; queue = queue[1:] {
		address, _, _ := strings.Cut(queue[0], "#")
		path, _, _ := strings.Cut(address, "?")
		if opened[address] != nil || !strings.HasPrefix(address, "/desk/") || alike[path] == mostAlike {
			continue
		}
		alike[path]++
		p := v.get(address)
		opened[address] = p
		for _, link := range p.all("a[href]") {
			queue = append(queue, attrOf(link, "href"))
		}
		if to := p.header.Get("Location"); p.status == http.StatusSeeOther {
			queue = append(queue, to)
		}
	}
	return opened
}

// pagesWith are the paths at which a text stands.
func (h *help) pagesWith(text string, pages map[string]*page) (paths []string) {
	for address, p := range pages {
		if path, _, _ := strings.Cut(address, "?"); strings.Contains(p.body, text) && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// addresses are those that the walks read, of things that are there.
func (h *help) addresses() (all []string) {
	for _, row := range rows() {
		if route := routeOf(row); strings.HasPrefix(route, "GET ") && route != "GET /desk/events" {
			all = append(all, walks[row].path(h))
		}
	}
	return all
}
