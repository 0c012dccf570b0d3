package metrics

import "github.com/prometheus/client_golang/prometheus"

const namespace = "app"

var descriptions = []*prometheus.Desc{
	prometheus.NewDesc("app_queueLength", "Waiting jobs.", nil, nil), // want metric-name
	prometheus.NewDesc(namespace+"_request_duration_milliseconds", "Time.", nil, nil), // want metric-name
	prometheus.NewDesc(prometheus.BuildFQName(namespace, "", "workerCount"), "Workers.", nil, nil), // want metric-name
	prometheus.NewDesc("app_queue_length", "Waiting jobs.", nil, nil),
	prometheus.NewDesc(namespace+"_requests_total", "Requests.", nil, nil),
	prometheus.NewDesc(prometheus.BuildFQName(namespace, "", "workers"), "Workers.", nil, nil),
}

func dynamic(name string) *prometheus.Desc {
	return prometheus.NewDesc(name, "What the caller names.", nil, nil)
}

// Names of something else.
type catalog struct{}

func (catalog) NewDesc(name, help string) string { return name + help }

func other(c catalog) []string {
	return []string{c.NewDesc("queueLength", "x"), NewDesc("app_sizeKB")}
}

func NewDesc(name string) string { return name }

func open(prefix string) *prometheus.Desc {
	return prometheus.NewDesc(prefix+"_open_files", "Open files.", nil, nil)
}
