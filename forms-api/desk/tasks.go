package desk

// A task is a kind of thing that somebody has to look after, and how many there are.
type task struct {
	Path, Label string
	Count       int
}

// tasks are those of the visitor's offices.
func (v *visit) tasks() ([]task, error) {
	var tasks []task
	for _, q := range queues {
		groups, err := v.queueGroups(q)
		if err != nil {
			return nil, err
		}
		count := 0
		for _, g := range groups {
			count += len(g.Rows)
		}
		tasks = append(tasks, task{q.path, v.say(q.taskKey()), count})
	}
	calls, err := v.Calls.Rows(v.r.Context(), v.staff)
	return append(tasks, task{callsPath, v.say("task-calls"), len(calls)}), err
}
