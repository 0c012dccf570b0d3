// Command types prints, for every call in the packages it is given, what go/types says of it: what is called, the
// static type of the receiver, and the type of the call. One JSON object per line. Types are written in the form of
// server/src/semantic/type-key.ts, aliases resolved.
//
// Usage: go run test/oracle/types/main.go [-tests] path=dir...
//
// With -tests also in test files. Each dir holds the package of that import path. Offsets count UTF-16 code units.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"go/ast"
	"go/build"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"unicode/utf8"
)

type call struct {
	File     string `json:"file"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Callee   string `json:"callee"`
	Receiver string `json:"receiver,omitempty"`
	Type     string `json:"type"`
}

var tests = flag.Bool("tests", false, "also read test files")

func main() {
	flag.Parse()
	build.Default.CgoEnabled = false
	fset := token.NewFileSet()
	imp := importer.ForCompiler(fset, "source", nil).(types.ImporterFrom)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	for _, arg := range flag.Args() {
		path, dir, _ := strings.Cut(arg, "=")
		if err := oracle(fset, imp, path, dir, json.NewEncoder(out)); err != nil {
			fmt.Fprintf(os.Stderr, "%s: %v\n", path, err)
		}
	}
}

// dirImporter imports as the package in dir does. The package under test is the one that holds its test files, too.
type dirImporter struct {
	types.ImporterFrom
	dir    string
	tested *types.Package
}

func (d dirImporter) Import(path string) (*types.Package, error) {
	if d.tested != nil && path == d.tested.Path() {
		return d.tested, nil
	}
	return d.ImportFrom(path, d.dir, 0)
}

func oracle(fset *token.FileSet, imp types.ImporterFrom, path, dir string, out *json.Encoder) error {
	pkg, err := build.ImportDir(dir, 0)
	if err != nil {
		return err
	}
	names := pkg.GoFiles
	if *tests {
		names = append(names, pkg.TestGoFiles...)
	}
	checked, err := check(fset, dirImporter{imp, dir, nil}, path, names, out)
	if err != nil || !*tests || len(pkg.XTestGoFiles) == 0 {
		return err
	}
	_, err = check(fset, dirImporter{imp, dir, checked}, path+"_test", pkg.XTestGoFiles, out)
	return err
}

func check(fset *token.FileSet, imp dirImporter, path string, names []string, out *json.Encoder) (*types.Package, error) {
	var files []*ast.File
	for _, name := range names {
		file, err := parser.ParseFile(fset, filepath.Join(imp.dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	info := &types.Info{
		Types:      map[ast.Expr]types.TypeAndValue{},
		Uses:       map[*ast.Ident]types.Object{},
		Selections: map[*ast.SelectorExpr]*types.Selection{},
	}
	conf := types.Config{Importer: imp, FakeImportC: true, Error: func(error) {}}
	checked, _ := conf.Check(path, fset, files, info)
	if checked == nil {
		return nil, fmt.Errorf("not checked")
	}
	for _, file := range files {
		if err := printCalls(fset, file, info, out); err != nil {
			return nil, err
		}
	}
	return checked, nil
}

func printCalls(fset *token.FileSet, file *ast.File, info *types.Info, out *json.Encoder) error {
	name := fset.Position(file.Package).Filename
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	offset := utf16Offsets(string(text))
	at := func(pos token.Pos) int { return offset(fset.PositionFor(pos, false).Offset) }
	ast.Inspect(file, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok || err != nil {
			return err == nil
		}
		callee, receiver := describe(c, info)
		if callee == "" {
			return true
		}
		err = out.Encode(call{name, at(c.Pos()), at(c.End()), callee, receiver, resultKey(info.Types[c])})
		return true
	})
	return err
}

// resultKey is empty where the checker found an error in the call: there is no truth then.
func resultKey(tv types.TypeAndValue) string {
	switch {
	case tv.IsVoid():
		return "()"
	case tv.Type == nil:
		return ""
	}
	if result := key(tv.Type); !strings.Contains(result, "invalid type") {
		return result
	}
	return ""
}

func describe(c *ast.CallExpr, info *types.Info) (callee, receiver string) {
	fun := ast.Unparen(c.Fun)
	tv, ok := info.Types[fun]
	if !ok || tv.Type == types.Typ[types.Invalid] {
		return "", ""
	}
	if tv.IsType() {
		return "conversion " + key(tv.Type), ""
	}
	if tv.IsBuiltin() {
		return "builtin " + builtinName(fun), ""
	}
	switch index := fun.(type) {
	case *ast.IndexExpr:
		if isFunc(index.X, info) {
			fun = ast.Unparen(index.X)
		}
	case *ast.IndexListExpr:
		fun = ast.Unparen(index.X)
	}
	switch f := fun.(type) {
	case *ast.FuncLit:
		return "literal", ""
	case *ast.Ident:
		return object(info.Uses[f]), ""
	case *ast.SelectorExpr:
		if sel, ok := info.Selections[f]; ok {
			return selection(sel)
		}
		return object(info.Uses[f.Sel]), ""
	}
	return "value", ""
}

func isFunc(x ast.Expr, info *types.Info) bool {
	switch x := ast.Unparen(x).(type) {
	case *ast.Ident:
		_, ok := info.Uses[x].(*types.Func)
		return ok
	case *ast.SelectorExpr:
		_, ok := info.Uses[x.Sel].(*types.Func)
		return ok
	}
	return false
}

func builtinName(fun ast.Expr) string {
	if sel, ok := fun.(*ast.SelectorExpr); ok {
		return "unsafe." + sel.Sel.Name
	}
	return fun.(*ast.Ident).Name
}

func object(obj types.Object) string {
	if f, ok := obj.(*types.Func); ok {
		return "func " + path(f.Pkg()) + "." + f.Name()
	}
	return "value"
}

func selection(sel *types.Selection) (string, string) {
	if sel.Kind() == types.FieldVal {
		return "value", key(sel.Recv())
	}
	method := sel.Obj().(*types.Func)
	recv := types.Unalias(method.Signature().Recv().Type())
	if ptr, ok := recv.(*types.Pointer); ok {
		recv = types.Unalias(ptr.Elem())
	}
	owner := "."
	if named, ok := recv.(*types.Named); ok {
		owner = namedKey(named.Obj())
	}
	return "method " + owner + "." + method.Name(), key(sel.Recv())
}

func path(pkg *types.Package) string {
	if pkg == nil {
		return ""
	}
	if rest, ok := strings.CutPrefix(pkg.Path(), "cmd/vendor/"); ok {
		return rest
	}
	return strings.TrimPrefix(pkg.Path(), "vendor/")
}

// namedKey marks a type that is declared inside a function with a dot in the middle.
func namedKey(obj *types.TypeName) string {
	name := path(obj.Pkg()) + "." + obj.Name()
	if obj.Pkg() != nil && obj.Parent() != obj.Pkg().Scope() {
		name += "·"
	}
	return name
}

func key(t types.Type) string {
	switch t := types.Unalias(t).(type) {
	case *types.Basic:
		return basicKey(t)
	case *types.Named:
		name := namedKey(t.Obj())
		if t.TypeArgs().Len() == 0 {
			return name
		}
		var args []string
		for arg := range t.TypeArgs().Types() {
			args = append(args, key(arg))
		}
		return name + "[" + strings.Join(args, ",") + "]"
	case *types.Pointer:
		return "*" + key(t.Elem())
	case *types.Slice:
		return "[]" + key(t.Elem())
	case *types.Array:
		return fmt.Sprintf("[%d]%s", t.Len(), key(t.Elem()))
	case *types.Map:
		return "map[" + key(t.Key()) + "]" + key(t.Elem())
	case *types.Chan:
		return "chan(" + [...]string{"both", "send", "receive"}[t.Dir()] + " " + key(t.Elem()) + ")"
	case *types.Struct:
		var fields []string
		for field := range t.Fields() {
			name := field.Name()
			if field.Embedded() {
				name = ""
			}
			fields = append(fields, name+" "+key(field.Type()))
		}
		return "struct{" + strings.Join(fields, ";") + "}"
	case *types.Signature:
		return "func" + signatureKey(t)
	case *types.Interface:
		return interfaceKey(t)
	case *types.Tuple:
		return "(" + tupleKey(t) + ")"
	case *types.TypeParam:
		return "$" + t.Obj().Name()
	case *types.Union:
		var terms []string
		for term := range t.Terms() {
			tilde := ""
			if term.Tilde() {
				tilde = "~"
			}
			terms = append(terms, tilde+key(term.Type()))
		}
		return strings.Join(terms, "|")
	}
	return "?"
}

func basicKey(t *types.Basic) string {
	switch t.Kind() {
	case types.Uint8:
		return "uint8"
	case types.Int32:
		return "int32"
	case types.UnsafePointer:
		return "unsafe.Pointer"
	}
	return t.Name()
}

func tupleKey(t *types.Tuple) string {
	var elems []string
	for elem := range t.Variables() {
		elems = append(elems, key(elem.Type()))
	}
	return strings.Join(elems, ",")
}

func signatureKey(t *types.Signature) string {
	dots := ""
	if t.Variadic() {
		dots = "..."
	}
	return "(" + tupleKey(t.Params()) + dots + ")(" + tupleKey(t.Results()) + ")"
}

func interfaceKey(t *types.Interface) string {
	var methods, embeds []string
	for method := range t.ExplicitMethods() {
		methods = append(methods, method.Name()+signatureKey(method.Signature()))
	}
	for embed := range t.EmbeddedTypes() {
		embeds = append(embeds, key(embed))
	}
	sort.Strings(methods)
	sort.Strings(embeds)
	return "interface{" + strings.Join(append(methods, embeds...), ";") + "}"
}

// utf16Offsets returns a function that turns byte offsets, asked for in any order, into UTF-16 offsets.
func utf16Offsets(text string) func(int) int {
	ascii := true
	for i := 0; i < len(text) && ascii; i++ {
		ascii = text[i] < utf8.RuneSelf
	}
	if ascii {
		return func(offset int) int { return offset }
	}
	table := make([]int, len(text)+1)
	units := 0
	for i, r := range text {
		size := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, size = utf8.DecodeRuneInString(text[i:])
		}
		for j := i; j < i+size; j++ {
			table[j] = units
		}
		units++
		if r > 0xFFFF {
			units++
		}
	}
	table[len(text)] = units
	return func(offset int) int { return table[offset] }
}
