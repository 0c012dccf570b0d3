//case: novet
package app

import "xorm.io/xorm"

type user struct{ ID int64 }

// A session takes connections one query at a time.
func find(engine *xorm.Engine, id int64) (*user, error) {
	sess := engine.NewSession()
	found := new(user)
	_, err := sess.Where("id = ?", id).Get(found)
	return found, err
}

func count(engine *xorm.Engine) (int64, error) {
	return engine.NewSession().Count(new(user))
}

func inTransaction(engine *xorm.Engine, u *user) error {
	sess := engine.NewSession() // want sql-conn-not-closed
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.Insert(u); err != nil {
		return err
	}
	return sess.Commit()
}

func closed(engine *xorm.Engine, u *user) error {
	sess := engine.NewSession()
	defer sess.Close()
	if err := sess.Begin(); err != nil {
		return err
	}
	if _, err := sess.Insert(u); err != nil {
		return err
	}
	return sess.Commit()
}
