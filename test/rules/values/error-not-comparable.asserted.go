package app

import "strings"

// What is only said to be an error is compared with nothing.
type Conflicts []string

var _ error = Conflicts{}

func (c Conflicts) Error() string { return strings.Join(c, ", ") } // want error-not-comparable:info

type Invalid struct{ Fields []string }

var _ error = Invalid{}

var ErrEmpty = Invalid{Fields: []string{"name"}}

func (e Invalid) Error() string { return strings.Join(e.Fields, ", ") } // want error-not-comparable:warning
