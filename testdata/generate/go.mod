module github.com/haki-project/haki/testdata/generate

go 1.26.0

require github.com/go-pdf/fpdf v0.9.0
