# A short cut; every target is one command that the README or .ci/run also names.
.PHONY: build test lint demo
build: ; CGO_ENABLED=0 go build -trimpath -o haki ./cmd/haki
test: ; go test ./...
lint: ; golangci-lint run
demo: ; go run ./cmd/haki demo
