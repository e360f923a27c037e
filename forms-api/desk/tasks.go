package desk

// A task is a kind of thing that somebody has to look after, and how many there are.
type task struct {
	Path, Label string
	Count       int
}

// tasks are those of the visitor's offices. They are counted by what stands in
// clear, but for who may lack a mediator: see WorkAppointments.CountMisfits.
func (v *visit) tasks() ([]task, error) {
	var tasks []task
	for _, q := range queues {
		count, err := q.count(v)
		if err != nil {
			return nil, err
		}
		tasks = append(tasks, task{q.path, v.say(q.taskKey()), count})
	}
	calls, err := v.Calls.Count(v.r.Context(), v.staff)
	return append(tasks, task{callsPath, v.say("task-calls"), calls}), err
}
