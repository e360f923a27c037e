package translation

// A step of an alignment of two lists: an element of each, or -1 for none.
type step struct{ source, translated int }

// align lays two lists beside each other so that as many equal elements as can be
// stand in pairs (the longest common subsequence); what stands between two pairs is
// paired in order, and what is left over has no partner.
func align[T any](source, translated []T, same func(a, b T) bool) []step {
	common := lengths(source, translated, same)
	var steps []step
	i, j := 0, 0
	for i < len(source) && j < len(translated) {
		switch {
		case same(source[i], translated[j]):
			steps = append(steps, step{i, j})
			i, j = i+1, j+1
		case common[i+1][j] == common[i+1][j+1] && common[i][j+1] == common[i+1][j+1]: // neither has a partner
			steps = append(steps, step{i, j})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			steps = append(steps, step{i, -1})
			i++
		default:
			steps = append(steps, step{-1, j})
			j++
		}
	}
	for ; i < len(source); i++ {
		steps = append(steps, step{i, -1})
	}
	for ; j < len(translated); j++ {
		steps = append(steps, step{-1, j})
	}
	return steps
}

// lengths[i][j] is that of the longest common subsequence of what follows.
func lengths[T any](a, b []T, same func(a, b T) bool) [][]int {
	common := make([][]int, len(a)+1)
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if same(a[i], b[j]) {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	return common
}
