package app

import (
	"iter"
	"os"
)

type data interface{ bytes() []byte }

type array struct{}

func (array) Release()   {}
func (array) Data() data { return nil }
func (array) Len() int   { return 0 }

func makeArray(n int) array      { return array{} }
func free(p *int)                {}
func given(values []data) data   { return values[0] }
func lengths(values []int) int   { return len(values) }
func use(values []*int)          {}
func leave(stop <-chan struct{}) {}

// ---- what came out of it is used behind the loop ----

func columns(sizes []int) data {
	columns := make([]data, len(sizes))
	for i, size := range sizes {
		column := makeArray(size)
		defer column.Release()
		columns[i] = column.Data()
	}
	return given(columns)
}

func byWayOfAnother(sizes []int) data {
	var columns []data
	for _, size := range sizes {
		column := makeArray(size)
		defer column.Release()
		content := column.Data()
		columns = append(columns, content)
	}
	return given(columns)
}

// A number is a copy.
func sizesOf(sizes []int) int {
	var found []int
	for _, size := range sizes {
		column := makeArray(size)
		defer column.Release() // want defer-in-loop
		found = append(found, column.Len())
	}
	return lengths(found)
}

// What was read from a file needs it no more.
func infos(paths []string) ([]os.FileInfo, error) {
	var found []os.FileInfo
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer f.Close() // want defer-in-loop
		info, err := f.Stat()
		if err != nil {
			return nil, err
		}
		found = append(found, info)
	}
	return found, nil
}

// ---- kept, and given back by a function ----

func pointers(numbers []int) {
	var kept []*int
	for _, number := range numbers {
		p := new(int)
		*p = number
		kept = append(kept, p)
		defer free(p)
	}
	use(kept)
}

func freed(numbers []int) {
	for range numbers {
		p := new(int)
		use([]*int{p})
		defer free(p) // want defer-in-loop
	}
}

// ---- the other half of what is kept ----

func zip(seqs []iter.Seq[int]) int {
	next := make([]func() (int, bool), len(seqs))
	for i, seq := range seqs {
		var stop func()
		next[i], stop = iter.Pull(seq)
		defer stop()
	}
	first, _ := next[0]()
	return first
}

func firsts(seqs []iter.Seq[int]) (found []int) {
	for _, seq := range seqs {
		next, stop := iter.Pull(seq)
		defer stop() // want defer-in-loop
		if first, ok := next(); ok {
			found = append(found, first)
		}
	}
	return found
}

// ---- what a goroutine waits for ----

func untilLeft(turns int) {
	for range turns {
		left := make(chan struct{})
		defer func() { close(left) }()
		go leave(left)
	}
}
