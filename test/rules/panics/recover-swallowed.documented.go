package app

type counter interface{ Add(n int) }

// add counts. A bad label makes the library panic; that must not end the request, so it is swallowed.
func add(c counter, n int) {
	if c == nil {
		return
	}
	defer func() {
		_ = recover() // want recover-swallowed:info
	}()
	c.Add(n)
}

// count counts.
func count(c counter, n int) {
	if c == nil {
		return
	}
	defer func() {
		_ = recover() // want recover-swallowed:warning
	}()
	c.Add(n)
}

const disableRecover = false

func switched(c counter, n int) {
	if !disableRecover {
		defer func() {
			recover() // want recover-swallowed:info
		}()
	}
	c.Add(n)
	c.Add(n)
}

func conditional(c counter, n int) {
	if n > 0 {
		defer func() {
			recover() // want recover-swallowed:warning
		}()
	}
	c.Add(n)
	c.Add(n)
}
