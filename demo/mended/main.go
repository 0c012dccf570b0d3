// Command shop serves the orders of a shop.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"time"

	"example.com/shop/store"
)

func main() {
	db, err := sql.Open("postgres", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	db.SetMaxOpenConns(20)
	orders := store.New(db)
	mux := http.NewServeMux()
	mux.HandleFunc("GET /orders/{customer}", func(w http.ResponseWriter, r *http.Request) {
		list, err := orders.OrdersOf(r.Context(), r.PathValue("customer"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		if err := json.NewEncoder(w).Encode(list); err != nil {
			log.Println(err)
		}
	})
	server := &http.Server{Addr: ":8080", Handler: mux, ReadHeaderTimeout: 5 * time.Second}
	defer server.Shutdown(context.Background())
	log.Println(server.ListenAndServe())
}
