package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// metrics are what Prometheus reads at /metrics.
type metrics struct {
	http.Handler
	requests *prometheus.CounterVec
	seconds  prometheus.Histogram
}

func newMetrics() *metrics {
	registry := prometheus.NewRegistry()
	m := &metrics{
		Handler:  promhttp.HandlerFor(registry, promhttp.HandlerOpts{}),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "haki_http_requests_total", Help: "Requests answered."}, []string{"method", "status"}),
		seconds: prometheus.NewHistogram(prometheus.HistogramOpts{Name: "haki_http_request_seconds", Help: "Time to answer.",
			Buckets: []float64{.005, .01, .025, .05, .1, .15, .25, .5, 1, 2.5, 10}}),
	}
	registry.MustRegister(m.requests, m.seconds, collectors.NewGoCollector())
	return m
}

// known are the methods that are counted by name: a client must not fill the memory with names of its own.
var known = map[string]bool{"GET": true, "HEAD": true, "POST": true}

func (m *metrics) count(method string, status int, took time.Duration) {
	if !known[method] {
		method = "other"
	}
	m.requests.WithLabelValues(method, strconv.Itoa(status)).Inc()
	m.seconds.Observe(took.Seconds())
}

func (s *Server) healthz(w http.ResponseWriter, _ *http.Request) {
	if _, err := s.corpus.store(); err != nil {
		http.Error(w, "the corpus cannot be read", http.StatusServiceUnavailable)
		return
	}
	_, _ = w.Write([]byte("ok\n")) // a client that went away needs no answer
}
