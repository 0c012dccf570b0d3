// Command facts prints the exported API of Go's standard library in the compact form that
// server/src/semantic/facts/decode-type.ts reads: a JSON object with one text for each package.
//
// Run it with `npm run generate-facts`. Only who renews the facts needs Go.
package main

import (
	"encoding/json"
	"fmt"
	"go/build"
	"go/constant"
	"go/importer"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The first platform's declarations win; the others add what only they have.
var platforms = [][2]string{{"linux", "amd64"}, {"darwin", "arm64"}, {"windows", "amd64"}}

// Packages that declare something else on each system: one system's names are kept, and marked as not complete.
var systemPackages = map[string]bool{"syscall": true, "runtime/cgo": true}

func main() {
	out := map[string]string{}
	sections := map[string]*section{}
	paths := standardPackages(filepath.Join(runtime.GOROOT(), "src"))
	public := map[string]bool{}
	for _, path := range paths {
		public[path] = true
	}
	for i, platform := range platforms {
		collect(paths, platform, sections, public, i == 0)
	}
	for path, s := range sections {
		out[path] = s.text()
	}
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	check(encoder.Encode(map[string]any{"go": strings.TrimPrefix(runtime.Version(), "go"), "packages": out}))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "facts:", err)
		os.Exit(1)
	}
}

func standardPackages(src string) []string {
	var paths []string
	check(filepath.WalkDir(src, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.IsDir() || path == src {
			return err
		}
		name := entry.Name()
		if strings.HasPrefix(name, "_") || name == "internal" || name == "testdata" || name == "vendor" || path == filepath.Join(src, "cmd") {
			return filepath.SkipDir
		}
		rel, _ := filepath.Rel(src, path)
		if pkg, err := build.ImportDir(path, 0); err == nil && pkg.Name != "main" && rel != "builtin" && rel != "unsafe" {
			paths = append(paths, filepath.ToSlash(rel))
		}
		return nil
	}))
	return paths
}

func collect(paths []string, platform [2]string, sections map[string]*section, public map[string]bool, first bool) {
	build.Default.GOOS, build.Default.GOARCH = platform[0], platform[1]
	build.Default.CgoEnabled = false
	source := importer.ForCompiler(token.NewFileSet(), "source", nil)
	c := &collector{sections: sections, public: public}
	for _, path := range paths {
		pkg, err := source.Import(path)
		if err != nil {
			if first && path != "runtime/cgo" {
				check(fmt.Errorf("%s: %w", path, err))
			}
			continue
		}
		if !first && (systemPackages[path] || sections[path] == nil) {
			continue
		}
		c.exported(pkg)
	}
	c.drain()
}

// section is one package.
type section struct {
	path, name string
	partial    bool
	imports    []string
	decls      map[string]string
	consts     map[string][]string
	constNames map[string]bool
}

func (s *section) ref(path string) int {
	for i, known := range s.imports {
		if known == path {
			return i
		}
	}
	s.imports = append(s.imports, path)
	return len(s.imports) - 1
}

func (s *section) text() string {
	var lines []string
	last := s.path[strings.LastIndex(s.path, "/")+1:]
	if s.name != last {
		lines = append(lines, "n "+s.name)
	}
	if s.partial {
		lines = append(lines, "p")
	}
	if len(s.imports) > 0 {
		lines = append(lines, "i "+strings.Join(s.imports, " "))
	}
	for _, key := range sortedKeys(s.consts) {
		names := s.consts[key]
		sort.Strings(names)
		lines = append(lines, "c "+key+"\t"+strings.Join(names, "\t"))
	}
	for _, key := range sortedKeys(s.decls) {
		lines = append(lines, s.decls[key])
	}
	return strings.Join(lines, "\n")
}

func sortedKeys[V any](m map[string]V) []string {
	var keys []string
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

type collector struct {
	sections map[string]*section
	public   map[string]bool
	// Types that are not exported, or not of a public package, and that something exported leads to.
	queue []*types.TypeName
}

func (c *collector) section(pkg *types.Package) *section {
	s := c.sections[pkg.Path()]
	if s == nil {
		s = &section{
			path: pkg.Path(), name: pkg.Name(),
			partial: !c.public[pkg.Path()] || systemPackages[pkg.Path()],
			decls:   map[string]string{}, consts: map[string][]string{}, constNames: map[string]bool{},
		}
		c.sections[pkg.Path()] = s
	}
	return s
}

func (c *collector) exported(pkg *types.Package) {
	scope := pkg.Scope()
	s := c.section(pkg)
	for _, name := range scope.Names() {
		if token.IsExported(name) {
			c.declare(s, scope.Lookup(name))
		}
	}
}

func (c *collector) drain() {
	for len(c.queue) > 0 {
		obj := c.queue[0]
		c.queue = c.queue[1:]
		c.declare(c.section(obj.Pkg()), obj)
	}
}

func (c *collector) declare(s *section, obj types.Object) {
	if s.decls[obj.Name()] != "" || s.constNames[obj.Name()] {
		return
	}
	w := &writer{c: c, s: s, pkg: obj.Pkg()}
	switch obj := obj.(type) {
	case *types.Const:
		s.constNames[obj.Name()] = true
		key := w.typ(obj.Type())
		s.consts[key] = append(s.consts[key], obj.Name()+constValue(obj, s))
	case *types.Var:
		s.decls[obj.Name()] = "v " + obj.Name() + " " + w.typ(obj.Type())
	case *types.Func:
		s.decls[obj.Name()] = "f " + obj.Name() + w.signature(obj.Signature())
	case *types.TypeName:
		// Set first: a type may lead to itself.
		s.decls[obj.Name()] = "t"
		s.decls[obj.Name()] = w.typeDecl(obj)
	}
}

// constValue is `=` and the value as JSON; empty where it is of no use.
func constValue(obj *types.Const, s *section) string {
	if s.path == "syscall" && obj.Type().String() != "syscall.Signal" {
		return ""
	}
	switch value := obj.Val(); value.Kind() {
	case constant.Bool, constant.Int:
		return "=" + value.ExactString()
	case constant.Float:
		float, _ := constant.Float64Val(value)
		return "=" + strconv.FormatFloat(float, 'g', -1, 64)
	case constant.String:
		text := constant.StringVal(value)
		if quoted, err := json.Marshal(text); err == nil && len(quoted) <= 80 && utf8.ValidString(text) {
			return "=" + string(quoted)
		}
	}
	return ""
}

type writer struct {
	c   *collector
	s   *section
	pkg *types.Package
	// Names of type parameters in a method, as the type itself calls them.
	params map[*types.TypeParam]string
}

func (w *writer) typeDecl(obj *types.TypeName) string {
	head := "t " + obj.Name()
	if alias, ok := obj.Type().(*types.Alias); ok {
		return head + w.typeParams(alias.TypeParams()) + "=" + w.typ(alias.Rhs())
	}
	named, ok := obj.Type().(*types.Named)
	if !ok {
		return head + "=" + w.typ(obj.Type())
	}
	text := head + w.typeParams(named.TypeParams()) + " " + w.typ(definition(named))
	var methods []string
	for i := range named.NumMethods() {
		if method := named.Method(i); method.Exported() {
			methods = append(methods, w.method(named, method))
		}
	}
	sort.Strings(methods)
	return text + strings.Join(methods, "")
}

// The right side of a declaration: another defined type's structure is written out.
func definition(named *types.Named) types.Type { return named.Underlying() }

func (w *writer) method(named *types.Named, method *types.Func) string {
	sig := method.Signature()
	mark := "\n\t"
	if _, pointer := sig.Recv().Type().(*types.Pointer); pointer {
		mark += "*"
	}
	w.params = map[*types.TypeParam]string{}
	for i := range sig.RecvTypeParams().Len() {
		w.params[sig.RecvTypeParams().At(i)] = named.TypeParams().At(i).Obj().Name()
	}
	return mark + method.Name() + w.signature(sig)
}

func (w *writer) typeParams(list *types.TypeParamList) string {
	if list.Len() == 0 {
		return ""
	}
	var parts []string
	for i := range list.Len() {
		parts = append(parts, list.At(i).Obj().Name()+":"+w.typ(list.At(i).Constraint()))
	}
	return "[" + strings.Join(parts, ",") + "]"
}

func (w *writer) signature(sig *types.Signature) string {
	text := w.typeParams(sig.TypeParams()) + "("
	for i := range sig.Params().Len() {
		if i > 0 {
			text += ","
		}
		t := sig.Params().At(i).Type()
		if slice, ok := t.(*types.Slice); ok && sig.Variadic() && i == sig.Params().Len()-1 {
			text += "." + w.typ(slice.Elem())
		} else {
			text += w.typ(t)
		}
	}
	text += ")"
	results := sig.Results()
	if results.Len() == 1 {
		if one := w.typ(results.At(0).Type()); !strings.HasPrefix(one, "(") {
			return text + one
		}
	}
	if results.Len() == 0 {
		return text
	}
	var parts []string
	for i := range results.Len() {
		parts = append(parts, w.typ(results.At(i).Type()))
	}
	return text + "(" + strings.Join(parts, ",") + ")"
}

var basics = map[string]string{
	"string": "s", "int": "i", "bool": "b", "byte": "y", "uint8": "y", "rune": "r", "int32": "r", "uint": "u",
	"int8": "i8", "int16": "i16", "int64": "i64", "uint16": "u16", "uint32": "u32", "uint64": "u64", "uintptr": "up",
	"float32": "f32", "float64": "f64", "complex64": "c64", "complex128": "c128", "Pointer": "p",
	"untyped bool": "ub", "untyped int": "ui", "untyped rune": "ur", "untyped float": "uf", "untyped complex": "uc",
	"untyped string": "us", "error": "e", "any": "a", "comparable": "c",
}

func (w *writer) typ(t types.Type) string {
	switch t := t.(type) {
	case *types.Basic:
		return basics[t.Name()]
	case *types.Alias:
		return w.reference(t.Obj(), t.TypeArgs())
	case *types.Named:
		return w.reference(t.Obj(), t.TypeArgs())
	case *types.Pointer:
		return "*" + w.typ(t.Elem())
	case *types.Slice:
		return "[]" + w.typ(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), w.typ(t.Elem()))
	case *types.Map:
		return "%" + w.typ(t.Key()) + ":" + w.typ(t.Elem())
	case *types.Chan:
		return map[types.ChanDir]string{types.SendRecv: "<>", types.SendOnly: "->", types.RecvOnly: "<-"}[t.Dir()] + w.typ(t.Elem())
	case *types.Signature:
		return w.signature(t)
	case *types.Struct:
		return w.structure(t)
	case *types.Interface:
		return w.iface(t)
	case *types.Union:
		return w.union(t)
	case *types.TypeParam:
		if name := w.params[t]; name != "" {
			return "$" + name
		}
		return "$" + t.Obj().Name()
	}
	check(fmt.Errorf("type %T", t))
	return ""
}

func (w *writer) reference(obj *types.TypeName, args *types.TypeList) string {
	if obj.Pkg() == nil {
		return basics[obj.Name()]
	}
	if obj.Pkg().Path() == "unsafe" {
		return "p"
	}
	text := obj.Name()
	if obj.Pkg() != w.pkg {
		text = fmt.Sprintf("%d.%s", w.s.ref(obj.Pkg().Path()), text)
	}
	if !obj.Exported() || !w.c.public[obj.Pkg().Path()] {
		w.c.queue = append(w.c.queue, obj)
	}
	if args.Len() == 0 {
		return text
	}
	var parts []string
	for i := range args.Len() {
		parts = append(parts, w.typ(args.At(i)))
	}
	return text + "[" + strings.Join(parts, ",") + "]"
}

// structure leaves out fields that nobody outside can name, but for one that tells that the struct may not be copied
// and one that tells that it may not be compared.
func (w *writer) structure(t *types.Struct) string {
	var parts []string
	locked, incomparable := false, false
	for i := range t.NumFields() {
		field := t.Field(i)
		switch {
		case field.Embedded():
			parts = append(parts, "!"+w.typ(field.Type()))
		case field.Exported():
			parts = append(parts, field.Name()+" "+w.typ(field.Type()))
		case holdsLock(field.Type(), 0):
			if !locked {
				parts = append(parts, field.Name()+" "+w.lock(field.Type()))
			}
			locked = true
		case !types.Comparable(field.Type()):
			if !incomparable {
				parts = append(parts, field.Name()+" ()")
			}
			incomparable = true
		}
	}
	return "{" + strings.Join(parts, ";") + "}"
}

// lock is the type of a field that holds a lock: as it is, or where that would lead into the library's inside, sync.noCopy.
func (w *writer) lock(t types.Type) string {
	named, ok := t.(*types.Named)
	if ok && named.TypeArgs().Len() == 0 {
		obj := named.Obj()
		if obj.Exported() && w.c.public[obj.Pkg().Path()] || obj.Pkg() == w.pkg && obj.Name() == "noCopy" {
			return w.typ(t)
		}
	}
	if w.pkg.Path() == "sync" {
		return "noCopy"
	}
	return fmt.Sprintf("%d.noCopy", w.s.ref("sync"))
}

func (w *writer) iface(t *types.Interface) string {
	var parts []string
	for i := range t.NumExplicitMethods() {
		method := t.ExplicitMethod(i)
		parts = append(parts, method.Name()+w.signature(method.Signature()))
	}
	for i := range t.NumEmbeddeds() {
		parts = append(parts, "!"+w.typ(t.EmbeddedType(i)))
	}
	return "#{" + strings.Join(parts, ";") + "}"
}

func (w *writer) union(t *types.Union) string {
	var parts []string
	for i := range t.Len() {
		term := w.typ(t.Term(i).Type())
		if t.Term(i).Tilde() {
			term = "~" + term
		}
		parts = append(parts, term)
	}
	return strings.Join(parts, "|")
}

// holdsLock tells whether a copy of the type would copy a lock: the rule of go vet's copylocks.
func holdsLock(t types.Type, depth int) bool {
	if depth > 20 {
		return false
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && isLock(named) {
		return true
	}
	switch under := t.Underlying().(type) {
	case *types.Array:
		return holdsLock(under.Elem(), depth+1)
	case *types.Struct:
		for i := range under.NumFields() {
			if holdsLock(under.Field(i).Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

func isLock(named *types.Named) bool {
	if types.IsInterface(named) {
		return false
	}
	pointer, value := types.NewMethodSet(types.NewPointer(named)), types.NewMethodSet(named)
	has := func(set *types.MethodSet, name string) bool { return set.Lookup(nil, name) != nil }
	return has(pointer, "Lock") && has(pointer, "Unlock") && !has(value, "Lock") && !has(value, "Unlock")
}
