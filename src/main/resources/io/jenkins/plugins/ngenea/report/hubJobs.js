/*
 * Keeps what a build shows of its Hub jobs up to date: one request every two seconds at most, fewer while they fail, none
 * while the page is hidden, and none after the last job has ended. What came from the Hub gets onto the page as text only.
 */
(function () {
  "use strict";

  var PAUSE = 2000;
  var LONGEST_PAUSE = 60000;

  // places in JobStatus
  var CONTACT_LOST = 3;
  var SUBMITTED = 5;
  var NOT_FOLLOWED = 6;
  var WAITING = 7;

  /** Asks again as long as `ask`, which returns a promise, gives true; ever more rarely while it fails. */
  function keepAsking(ask) {
    var pause = PAUSE;
    function later() {
      setTimeout(function () {
        if (document.hidden) {
          later();
          return;
        }
        ask().then(
          function (live) {
            pause = PAUSE;
            if (live) {
              later();
            }
          },
          function (problem) {
            // Jenkins restarts, the network is away, or the session is over
            console.warn(problem);
            if (!problem.buildIsGone) {
              pause = Math.min(2 * pause, LONGEST_PAUSE);
              later();
            }
          },
        );
      }, pause);
    }
    later();
  }

  /**
   * The text of an answer, empty if there is nothing new. Whoever is asked to log in gets another page with status 200,
   * which is no answer.
   */
  function get(url, type) {
    return fetch(url, { credentials: "same-origin" }).then(function (answer) {
      if (!answer.ok) {
        var problem = new Error("HTTP " + answer.status);
        problem.buildIsGone = answer.status === 404;
        throw problem;
      }
      if (answer.status === 204) {
        return "";
      }
      var given = answer.headers.get("Content-Type") || "";
      if (answer.redirected || given.indexOf(type) !== 0) {
        throw new Error("Not what Jenkins shows of Hub jobs: " + (answer.url || url) + " (" + given + ")");
      }
      return answer.text();
    });
  }

  function since(url, version) {
    return url + "?since=" + encodeURIComponent(version);
  }

  /** The summary on the page of a build: HTML that Jenkins has escaped. */
  function followSummary(place) {
    if (place.dataset.live !== "true") {
      return;
    }
    var version = place.dataset.version;
    keepAsking(function () {
      return get(since(place.dataset.url, version), "text/html").then(function (html) {
        if (html === "") {
          return true;
        }
        if (html.indexOf("ngenea-summary__head") < 0) {
          throw new Error("Not a summary of Hub jobs: " + place.dataset.url);
        }
        place.innerHTML = html;
        // not on the place itself: that would follow it once more
        Behaviour.applySubtree(place, false);
        var head = place.querySelector(".ngenea-summary__head");
        version = head.dataset.version;
        return head.dataset.live === "true";
      });
    });
  }

  function fill(template, values) {
    return template.replace(/\{(\d)\}/g, function (all, index) {
      return values[index];
    });
  }

  function duration(seconds, words) {
    if (seconds < 10) {
      return fill(words[0], [seconds.toFixed(1)]);
    }
    if (seconds < 60) {
      return fill(words[1], [Math.floor(seconds)]);
    }
    if (seconds < 3600) {
      return fill(words[2], [Math.floor(seconds / 60), Math.floor(seconds % 60)]);
    }
    return fill(words[3], [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)]);
  }

  /** The jobs of rows that say in what they differ from the one above: see JobsData. */
  function unpack(rows, words) {
    var cells = new Array(16).fill("");
    var index = -1;
    return rows.map(function (row) {
      row.split("\t").forEach(function (cell, i) {
        if (cell !== "") {
          cells[i] = cells[i].slice(0, cell.charCodeAt(0) - "0".charCodeAt(0)) + cell.slice(1);
        }
      });
      var numbers = cells.map(Number);
      index += numbers[11];
      return {
        index: index,
        id: cells[0],
        path: cells[1],
        tenths: cells[2],
        total: numbers[3],
        done: numbers[cells[4] === "" ? 3 : 4],
        failed: numbers[5],
        more: numbers[6],
        status: numbers[7],
        state: words[numbers[8]],
        work: words[numbers[9]],
        link: words[numbers[10]],
        lostSince: numbers[12],
        failedPaths: numbers[13],
        artifact: cells[14],
        message: cells[15],
      };
    });
  }

  /** The table of the page of Hub jobs. */
  function Table(table) {
    this.table = table;
    this.body = table.tBodies[0];
    this.statusWords = table.dataset.statusWords.split("|");
    this.durationWords = table.dataset.durationWords.split("|");
    this.countWords = table.dataset.countWords.split("|");
    this.rows = [];
    this.version = "";
    this.filter = document.getElementById("ngenea-filter");
    if (this.filter) {
      this.filter.addEventListener("input", this.filterAll.bind(this));
    }
  }

  Table.prototype.ask = function () {
    var self = this;
    return get(since(this.table.dataset.url, this.version), "text/plain").then(function (text) {
      var lines = text.split("\n");
      var data = JSON.parse(lines.shift());
      if (self.version.split(".")[0] !== data.version.split(".")[0]) {
        // Jenkins has started anew, or a run has no row of its own any more: these are all rows
        self.body.textContent = "";
        self.rows = [];
      }
      self.version = data.version;
      self.show(unpack(lines, data.words));
      self.showCounts(data.counts);
      return data.live;
    });
  };

  Table.prototype.show = function (jobs) {
    var self = this;
    jobs.forEach(function (job) {
      var row = self.row(job);
      var before = self.rows[job.index];
      if (before) {
        self.body.replaceChild(row, before);
      } else {
        self.body.appendChild(row);
      }
      self.rows[job.index] = row;
      self.filterRow(row);
    });
    if (jobs.length > 0 && this.table.sortable && typeof ts_refresh === "function") {
      ts_refresh(this.table);
    }
  };

  Table.prototype.showCounts = function (counts) {
    var words = this.countWords;
    var all = counts.reduce(function (sum, count) {
      return sum + count;
    }, 0);
    document.querySelector(".ngenea-counts").textContent = counts
      .map(function (count, status) {
        return count > 0 ? fill(words[status], [count]) : "";
      })
      .filter(function (text) {
        return text !== "";
      })
      .join(", ");
    var before = 0;
    document.querySelectorAll(".ngenea-bar rect").forEach(function (part, status) {
      var start = all === 0 ? 0 : Math.floor((1000 * before) / all);
      before += counts[status];
      var end = all === 0 ? 0 : Math.floor((1000 * before) / all);
      part.setAttribute("x", start);
      part.setAttribute("width", end - start);
    });
  };

  function text(value) {
    return value < 0 ? "" : String(value);
  }

  function link(address, words) {
    var a = document.createElement("a");
    a.href = address;
    a.rel = "noopener noreferrer";
    a.textContent = words;
    return a;
  }

  Table.prototype.row = function (job) {
    var row = document.createElement("tr");
    function cell(sortBy, content) {
      var td = document.createElement("td");
      td.setAttribute("data", sortBy);
      if (typeof content === "string") {
        td.textContent = content;
      } else if (content) {
        td.appendChild(content);
      }
      row.appendChild(td);
      return td;
    }
    var isLink = job.id !== "" && /^https?:\/\//.test(job.link);
    var noJob = job.status === WAITING ? this.table.dataset.noJobYet : this.table.dataset.noJob;
    cell(job.id, isLink ? link(job.link + encodeURIComponent(job.id), job.id) : job.id || noJob);
    var state = this.state(job);
    var stateCell = cell(state, state);
    if (job.message) {
      var message = document.createElement("div");
      message.className = "jenkins-description";
      message.textContent = job.message;
      stateCell.appendChild(message);
    }
    cell(job.work, job.work);
    this.progress(cell, job);
    [job.done, job.failed, job.total].forEach(function (count) {
      cell(text(count) || "0", text(count));
    });
    cell(job.path, job.more > 0 ? fill(this.table.dataset.more, [job.path, job.more]) : job.path);
    cell(job.tenths || "0", job.tenths === "" ? "" : duration(job.tenths / 10, this.durationWords));
    var artifact = this.table.dataset.artifacts + encodeURIComponent(job.artifact);
    cell(String(job.failedPaths), job.failedPaths > 0 ? link(artifact, String(job.failedPaths)) : "");
    return row;
  };

  Table.prototype.state = function (job) {
    var words = this.statusWords[job.status];
    switch (job.status) {
      case CONTACT_LOST:
        return fill(words, [new Date(job.lostSince).toLocaleString()]);
      case SUBMITTED:
        return words;
      case NOT_FOLLOWED:
        return job.state ? job.state + " (" + words + ")" : words;
      default:
        return job.state || words;
    }
  };

  Table.prototype.progress = function (cell, job) {
    if (job.done < 0 || job.total <= 0) {
      cell("0", "");
      return;
    }
    var done = Math.min(job.total, job.done + Math.max(0, job.failed));
    var percent = Math.floor((100 * done) / job.total);
    var bar = document.createElement("progress");
    bar.setAttribute("max", 100);
    bar.setAttribute("value", percent);
    bar.textContent = percent + " %";
    bar.setAttribute("aria-label", percent + " %");
    cell(String(percent), bar);
  };

  Table.prototype.filterRow = function (row) {
    var wanted = this.filter ? this.filter.value.trim().toLowerCase() : "";
    if (row.textContent.toLowerCase().indexOf(wanted) < 0) {
      row.classList.add("jenkins-hidden");
    } else {
      row.classList.remove("jenkins-hidden");
    }
  };

  Table.prototype.filterAll = function () {
    this.rows.forEach(this.filterRow.bind(this));
  };

  Behaviour.specify(".ngenea-summary", "ngenea-summary", 0, followSummary);

  Behaviour.specify("#ngenea-table", "ngenea-table", 100, function (element) {
    var table = new Table(element);
    var ask = table.ask.bind(table);
    ask().then(
      function (live) {
        if (live) {
          keepAsking(ask);
        }
      },
      function (problem) {
        console.warn(problem);
        if (!problem.buildIsGone) {
          keepAsking(ask);
        }
      },
    );
  });
})();
