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

  function duration(millis, words) {
    var seconds = millis / 1000;
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
    return get(since(this.table.dataset.url, this.version), "application/json").then(function (text) {
      var data = JSON.parse(text);
      if (self.version.split(".")[0] !== data.version.split(".")[0]) {
        // Jenkins has started anew: these are all rows
        self.body.textContent = "";
        self.rows = [];
      }
      self.version = data.version;
      self.show(data);
      return data.live;
    });
  };

  Table.prototype.show = function (data) {
    var self = this;
    data.jobs.forEach(function (job) {
      var row = self.row(job, data);
      var before = self.rows[job[0]];
      if (before) {
        self.body.replaceChild(row, before);
      } else {
        self.body.appendChild(row);
      }
      self.rows[job[0]] = row;
      self.filterRow(row);
    });
    if (data.jobs.length > 0 && this.table.sortable && typeof ts_refresh === "function") {
      ts_refresh(this.table);
    }
    this.showCounts(data.counts);
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
    return value < 0 || value === undefined ? "" : String(value);
  }

  function link(address, words) {
    var a = document.createElement("a");
    a.href = address;
    a.rel = "noopener noreferrer";
    a.textContent = words;
    return a;
  }

  Table.prototype.row = function (job, data) {
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
    var id = job[1];
    var address = data.links[job[2]];
    var isLink = id !== "" && /^https?:\/\//.test(address);
    var noJob = job[4] === WAITING ? this.table.dataset.noJobYet : this.table.dataset.noJob;
    cell(id, isLink ? link(address + encodeURIComponent(id), id) : id || noJob);
    var state = this.state(job);
    var stateCell = cell(state, state);
    if (job[15]) {
      var message = document.createElement("div");
      message.className = "jenkins-description";
      message.textContent = job[15];
      stateCell.appendChild(message);
    }
    cell(data.works[job[3]], data.works[job[3]]);
    this.progress(cell, job);
    cell(text(job[6]) || "0", text(job[6]));
    cell(text(job[7]) || "0", text(job[7]));
    cell(text(job[8]) || "0", text(job[8]));
    var path = job[9] ? data.prefix + job[9] : "";
    cell(path, job[10] > 0 ? fill(this.table.dataset.more, [path, job[10]]) : path);
    cell(String(job[11] || 0), job[11] ? duration(job[11], this.durationWords) : "");
    var failed = job[13] || 0;
    cell(
      String(failed),
      failed > 0 ? link(this.table.dataset.artifacts + encodeURIComponent(job[14]), String(failed)) : "",
    );
    return row;
  };

  Table.prototype.state = function (job) {
    var status = job[4] || 0;
    var words = this.statusWords[status];
    switch (status) {
      case CONTACT_LOST:
        return fill(words, [new Date(job[12]).toLocaleString()]);
      case SUBMITTED:
        return words;
      case NOT_FOLLOWED:
        return job[5] ? job[5] + " (" + words + ")" : words;
      default:
        return job[5] || words;
    }
  };

  Table.prototype.progress = function (cell, job) {
    if (!(job[6] >= 0 && job[8] > 0)) {
      cell("0", "");
      return;
    }
    var done = Math.min(job[8], job[6] + Math.max(0, job[7]));
    var percent = Math.floor((100 * done) / job[8]);
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
