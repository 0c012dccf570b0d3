package app

import (
	"context"
	"os"
	"os/exec"
)

// ---- the program itself once more, to go on in the background ----

func background(args []string) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(path, args...)
	cmd.Env = append(os.Environ(), "BACKGROUND=1")
	return cmd.Start() // want resource-not-closed:info
}

func byArgument(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, os.Args[0], "serve")
	if err := cmd.Start(); err != nil { // want resource-not-closed:info
		return err
	}
	return nil
}

func bySelf() error {
	cmd := exec.Command("/proc/self/exe", "serve")
	return cmd.Start() // want resource-not-closed:info
}

// ---- something else ----

func worker(path string) error {
	cmd := exec.Command(path, "serve")
	return cmd.Start() // want resource-not-closed:warning
}

func firstArgument() error {
	cmd := exec.Command(os.Args[1], os.Args[0])
	return cmd.Start() // want resource-not-closed:warning
}

func given(args []string) error {
	path, err := exec.LookPath("worker")
	if err != nil {
		return err
	}
	cmd := exec.Command(path, args...)
	return cmd.Start() // want resource-not-closed:warning
}

// ---- waited for ----

func waited(args []string) error {
	path, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(path, args...)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}

func released(path string) error {
	cmd := exec.Command(path)
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}
