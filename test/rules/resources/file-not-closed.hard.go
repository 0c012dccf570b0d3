package store

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
)

var errShort = errors.New("short")

// A helper that only reads does not take the file over.
func header(f *os.File) ([]byte, error) {
	buf := make([]byte, 8)
	_, err := io.ReadFull(f, buf)
	return buf, err
}

func leakThroughReader(path string) ([]byte, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	return header(f)
}

// A helper that closes on its error path alone leaves the file to its caller.
func check(f *os.File) error {
	if _, err := f.Stat(); err != nil {
		_ = f.Close()
		return err
	}
	return nil
}

func leakAfterCheck(path string) error {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	if err := check(f); err != nil {
		return err
	}
	fmt.Println(f.Name())
	return nil
}

func closedAfterCheck(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	if err := check(f); err != nil {
		return err
	}
	fmt.Println(f.Name())
	return f.Close()
}

// The constructor of this package opens for its caller.
func open(dir, name string) (*os.File, error) {
	f, err := os.Open(filepath.Join(dir, name))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", name, err)
	}
	return f, nil
}

func leakOfConstructor(dir string) (int64, error) {
	f, err := open(dir, "a") // want file-not-closed
	if err != nil {
		return 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func closeOfConstructor(dir string) (int64, error) {
	f, err := open(dir, "a")
	if err != nil {
		return 0, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Two files: the second's error leaves the first open.
func leakOfFirst(a, b string) error {
	src, err := os.Open(a) // want file-not-closed
	if err != nil {
		return err
	}
	dst, err := os.Create(b)
	if err != nil {
		return err
	}
	defer dst.Close()
	defer src.Close()
	_, err = io.Copy(dst, src)
	return err
}

func firstClosedBySecondsError(a, b string) error {
	src, err := os.Open(a)
	if err != nil {
		return err
	}
	dst, err := os.Create(b)
	if err != nil {
		return errors.Join(err, src.Close())
	}
	defer dst.Close()
	defer src.Close()
	_, err = io.Copy(dst, src)
	return err
}

// Correlated conditions: the same name decides on opening and closing.
func correlated(path string) error {
	var in *os.File
	if path != "-" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		in = f
	} else {
		in = os.Stdin
	}
	_, err := io.Copy(os.Stdout, in)
	if path != "-" {
		if cerr := in.Close(); err == nil {
			err = cerr
		}
	}
	return err
}

func correlatedFlag(path string) (err error) {
	opened := false
	in := os.Stdin
	if path != "" {
		in, err = os.Open(path)
		if err != nil {
			return err
		}
		opened = true
	}
	_, err = io.Copy(os.Stdout, in)
	if opened {
		_ = in.Close()
	}
	return err
}

func wrongFlag(path string, verbose bool) error {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	if verbose {
		fmt.Println(f.Name())
		_ = f.Close()
	}
	return nil
}

// Labels: the continue of the outer loop jumps over the close.
func leakAtLabel(paths []string) error {
outer:
	for _, path := range paths {
		f, err := os.Open(path) // want file-not-closed
		if err != nil {
			continue
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			if lines.Text() == "skip" {
				continue outer
			}
		}
		_ = f.Close()
	}
	return nil
}

func breakAtLabel(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		lines := bufio.NewScanner(f)
	scan:
		for lines.Scan() {
			switch lines.Text() {
			case "end":
				break scan
			case "":
				continue scan
			}
		}
		_ = f.Close()
	}
	return nil
}

// goto is how C does it, and it is right.
func closedByGoto(path string) (n int, err error) {
	var buf [16]byte
	f, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	if n, err = f.Read(buf[:]); err != nil {
		goto done
	}
	if n < len(buf) {
		err = errShort
	}
done:
	_ = f.Close()
	return n, err
}

func leakPastGoto(path string) (n int, err error) {
	var buf [16]byte
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	if n, err = f.Read(buf[:]); err != nil {
		goto failed
	}
	_ = f.Close()
	return n, nil
failed:
	return n, err
}

// Hand-overs: channel, map, slice, field, closure, return inside a struct.
type reader struct {
	f    *os.File
	buf  *bufio.Reader
	once sync.Once
}

func (r *reader) Close() error { return r.f.Close() }

func newReader(path string) (*reader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return &reader{f: f, buf: bufio.NewReader(f)}, nil
}

func leakOfWrapper(path string) (string, error) {
	r, err := newReader(path) // want file-not-closed
	if err != nil {
		return "", err
	}
	return r.buf.ReadString('\n')
}

func wrapperClosed(path string) (string, error) {
	r, err := newReader(path)
	if err != nil {
		return "", err
	}
	defer r.Close()
	return r.buf.ReadString('\n')
}

func wrapperFieldClosed(path string) (string, error) {
	r, err := newReader(path)
	if err != nil {
		return "", err
	}
	defer r.f.Close()
	return r.buf.ReadString('\n')
}

func sent(path string, out chan<- *os.File) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	select {
	case out <- f:
		return nil
	default:
		return f.Close()
	}
}

func leakWhenNobodyTakes(path string, out chan<- *os.File) error {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	select {
	case out <- f:
	default:
		return errShort
	}
	return nil
}

func kept(path string, open map[string]io.Closer) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	open[path] = f
	return nil
}

func collected(paths []string) (all []*os.File, err error) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			for _, g := range all {
				_ = g.Close()
			}
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func closerReturned(path string) (io.Reader, func(), error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	return f, func() { _ = f.Close() }, nil
}

func leakOfReturnedCloser(path string) error {
	r, done, err := closerReturned(path) // want file-not-closed
	if err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	done()
	return nil
}

// Named results: the deferred literal sees what is returned, and `return nil, err` has made f nil by then.
func closedOnErrorOnly(path string) (f *os.File, err error) {
	f, err = os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
		}
	}()
	if _, err = f.Seek(8, io.SeekStart); err != nil {
		return f, err
	}
	return f, nil
}

func closedOnErrorTooLate(path string) (f *os.File, err error) {
	f, err = os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			_ = f.Close()
		}
	}()
	if _, err = f.Seek(8, io.SeekStart); err != nil {
		return nil, err
	}
	return f, nil
}

func shadowedError(path string) (f *os.File, err error) {
	f, err = os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	if _, err := f.Seek(8, io.SeekStart); err != nil {
		return nil, err
	}
	return f, nil
}

// An error stored in a field.
type scanner struct {
	err  error
	size int64
}

func (s *scanner) leak(path string) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		s.err = err
		return
	}
	info, err := f.Stat()
	if s.err = err; s.err != nil {
		return
	}
	s.size = info.Size()
	s.err = f.Close()
}

func (s *scanner) fieldOfError(path string) {
	var f *os.File
	f, s.err = os.Open(path)
	if s.err != nil {
		return
	}
	defer f.Close()
	s.size = 1
}

// A look-alike with the same names.
type fakeFile struct{ name string }

func (fakeFile) Close() error { return nil }

type fakeOS struct{}

func (fakeOS) Open(name string) (*fakeFile, error) { return &fakeFile{name}, nil }

func lookAlike(path string) (string, error) {
	os := fakeOS{}
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	return f.name, nil
}

// Generic helpers.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func with[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	var zero T
	f, err := os.Open(path)
	if err != nil {
		return zero, err
	}
	defer f.Close()
	return read(f)
}

func leakInGeneric[T any](path string, read func(*os.File) (T, error), ok func(T) bool) (T, error) {
	var zero T
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return zero, err
	}
	v, err := read(f)
	if err != nil {
		return zero, err
	}
	if !ok(v) {
		return zero, errShort
	}
	_ = f.Close()
	return v, nil
}

func closeAll[C io.Closer](all ...C) {
	for _, c := range all {
		_ = c.Close()
	}
}

func closedByGeneric(a, b string) error {
	f, err := os.Open(a)
	if err != nil {
		return err
	}
	g, err := os.Open(b)
	if err != nil {
		closeAll(f)
		return err
	}
	defer closeAll(f, g)
	_, err = io.Copy(g, f)
	return err
}

// The deferred literal has a parameter of its own.
func deferredWithArgument(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func(c io.Closer) { _ = c.Close() }(f)
	_, err = header(f)
	return err
}

func deferredWithTheWrongArgument(a, b string) error {
	f, err := os.Open(a) // want file-not-closed
	if err != nil {
		return err
	}
	g, err := os.Open(b)
	if err != nil {
		_ = f.Close()
		return err
	}
	defer func(c io.Closer) { _ = c.Close() }(g)
	_, err = header(f)
	return err
}

// The loop overwrites the file it has opened.
func lastOneWins(paths []string) error {
	var f *os.File
	for _, path := range paths {
		var err error
		f, err = os.Open(path) // want file-not-closed
		if err != nil {
			return err
		}
	}
	if f != nil {
		return f.Close()
	}
	return nil
}

func firstOneWins(paths []string) error {
	var f *os.File
	for _, path := range paths {
		var err error
		f, err = os.Open(path)
		if err == nil {
			break
		}
	}
	if f == nil {
		return fs.ErrNotExist
	}
	defer f.Close()
	_, err := header(f)
	return err
}

// A method value, and a cleanup that is chosen before.
func methodValue(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	done := f.Close
	_, err = header(f)
	if err != nil {
		return errors.Join(err, done())
	}
	return done()
}

func chosenCleanup(path string) error {
	cleanup := func() {}
	defer func() { cleanup() }()
	if path != "" {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		cleanup = func() { _ = f.Close() }
	}
	return nil
}

// Retried until it works, then left open by one branch of the switch.
func leakInSwitch(path string, mode int) error {
	f, err := os.Open(path) // want file-not-closed
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	switch mode {
	case 0:
		return f.Close()
	case 1:
		_, err = header(f)
		fallthrough
	case 2:
		_ = f.Close()
		return err
	}
	return nil
}

func closedInSwitch(path string, mode int) error {
	f, err := os.Open(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	}
	switch mode {
	case 1:
		_, err = header(f)
		fallthrough
	case 2:
		_ = f.Close()
		return err
	default:
		return f.Close()
	}
}

// The goroutine owns it.
func goroutineOwns(path string, lines chan<- string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	go func() {
		defer close(lines)
		defer f.Close()
		for s := bufio.NewScanner(f); s.Scan(); {
			lines <- s.Text()
		}
	}()
	return nil
}

func leakInGoroutine(path string, lines chan<- string) {
	go func() {
		defer close(lines)
		f, err := os.Open(path) // want file-not-closed
		if err != nil {
			return
		}
		for s := bufio.NewScanner(f); s.Scan(); {
			lines <- s.Text()
		}
	}()
}

// io.NopCloser hides the file, and its Close does nothing.
func wrappedAndDropped(path string) error {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	r := bufio.NewReader(f)
	_, err = r.ReadString('\n')
	return err
}
