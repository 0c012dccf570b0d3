// Prints, for every function of the named Go files, which of its simple statements golang.org/x/tools/go/cfg holds to be
// reachable: one JSON object a function, offsets in bytes. Only a call of the name panic is taken never to return.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"sort"

	"golang.org/x/tools/go/cfg"
)

type function struct {
	File  string `json:"file"`
	Start int    `json:"start"`
	// Live and Dead are the offsets of reachable and unreachable simple statements.
	Live []int `json:"live"`
	Dead []int `json:"dead"`
}

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	files := bufio.NewScanner(os.Stdin)
	for files.Scan() {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, files.Text(), nil, parser.SkipObjectResolution)
		if err != nil {
			continue
		}
		offset := func(pos token.Pos) int { return fset.PositionFor(pos, false).Offset }
		ast.Inspect(file, func(n ast.Node) bool {
			var body *ast.BlockStmt
			switch n := n.(type) {
			case *ast.FuncDecl:
				body = n.Body
			case *ast.FuncLit:
				body = n.Body
			}
			if body == nil {
				return true
			}
			answer := judge(body, offset)
			answer.File, answer.Start = files.Text(), offset(n.Pos())
			if err := encoder.Encode(answer); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			return true
		})
	}
}

func judge(body *ast.BlockStmt, offset func(token.Pos) int) function {
	graph := cfg.New(body, mayReturn)
	live := map[token.Pos]bool{}
	for _, block := range graph.Blocks {
		if !block.Live {
			continue
		}
		for _, node := range block.Nodes {
			live[node.Pos()] = true
		}
	}
	answer := function{Live: []int{}, Dead: []int{}}
	simple(body, func(stmt ast.Stmt) {
		if live[stmt.Pos()] {
			answer.Live = append(answer.Live, offset(stmt.Pos()))
		} else {
			answer.Dead = append(answer.Dead, offset(stmt.Pos()))
		}
	})
	sort.Ints(answer.Live)
	sort.Ints(answer.Dead)
	return answer
}

func mayReturn(call *ast.CallExpr) bool {
	name, ok := call.Fun.(*ast.Ident)
	return !ok || name.Name != "panic"
}

// simple calls visit for the statements without control flow of their own, not for those of nested literals.
func simple(body *ast.BlockStmt, visit func(ast.Stmt)) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.TypeSwitchStmt:
			if n.Init != nil {
				simple(&ast.BlockStmt{List: []ast.Stmt{n.Init}}, visit)
			}
			simple(n.Body, visit)
			return false
		case *ast.ExprStmt, *ast.SendStmt, *ast.IncDecStmt, *ast.AssignStmt, *ast.GoStmt, *ast.DeferStmt, *ast.ReturnStmt:
			visit(n.(ast.Stmt))
		}
		return true
	})
}
